"""What is read of the web: pages, feeds and maps of sites, each in the process that converts files."""
