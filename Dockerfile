# The app and the API; the stores are other containers. One image, two commands (see docker-compose.yml).
FROM python:3.12.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 UV_SYSTEM_PYTHON=1 UV_LINK_MODE=copy UV_CACHE_DIR=/uv-cache
WORKDIR /app
RUN pip install --no-cache-dir uv

# The packages first, in a layer of their own: a change of ours does not install them again. No embedded stores run here,
# and no graphics card is there, so PyTorch's build for the processor alone is used.
COPY pyproject.toml constraints.txt README.md ./
COPY marketplace/__init__.py marketplace/__init__.py
RUN --mount=type=cache,target=/uv-cache \
    uv pip install --torch-backend=cpu --constraint constraints.txt --editable .

COPY . .
RUN useradd --create-home shop && chown -R shop /app
USER shop
EXPOSE 8501 8502
CMD ["streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.headless", "true"]
