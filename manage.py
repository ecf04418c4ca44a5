"""Django's own entry for tools that look for it; people use the ``guazhi`` command."""

from guazhi.__main__ import main

if __name__ == "__main__":
    main()
