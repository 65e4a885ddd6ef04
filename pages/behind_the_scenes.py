"""Coming."""

import streamlit as st

st.title("behind_the_scenes")
