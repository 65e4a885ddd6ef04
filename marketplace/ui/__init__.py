"""What the app's pages share. The only place in the package that imports streamlit."""
