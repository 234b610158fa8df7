"""The addresses that the documentation names, served on loopback to the real command, over TLS."""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socket import gaierror
from threading import Thread

import httpcore2
import trustme

import bot.terminal.fetching
from config import Settings
from index.fetching import connecting
from index.fetching.permitted import IpAddress, private_networks
from index.fetching.web_fetcher import WebFetcher

_PUBLIC = "93.184.215.14"  # where the hosts stand, as far as the command knows
_PAGE = "<html><head><title>{0}</title></head><body><main><h1>{0}</h1><p>{1}</p></main>{2}</body></html>"
_LINKS = '<nav><a href="/guide/install">Install</a> <a href="/guide/ports">Ports</a></nav>'
_FEED = """<rss version="2.0"><channel><title>News</title><link>https://news.example/</link><description>All</description>
<item><title>The harbour is dredged</title><link>https://news.example/harbour</link><guid>harbour</guid>
<description>The harbour is dredged from the first of May on, and no ferry sails for the two weeks that this takes. The
boats of the fishers lie at the quay of the old mill meanwhile, where the harbour master gives out the places.
</description></item></channel></rss>"""
_SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://docs.example/guide/install</loc></url></urlset>"""
_TEXTS = {
    ("Guide", "/guide/", "/start"): "Here stands how the pump is installed, and which ports its controller listens at.",
    ("Install", "/guide/install"): "Screw the pump to the wall, a hand above the floor, and open the valve by a turn.",
    ("Ports", "/guide/ports"): "The controller of the pump listens at port 4040, and its web page at port 8181.",
    ("The harbour", "/harbour"): "The harbour is dredged from the first of May on, for two weeks.",
}
_PAGES = {
    path: ("text/html", _PAGE.format(names[0], text, _LINKS)) for names, text in _TEXTS.items() for path in names[1:]
}
_PAGES |= {"/feed.xml": ("application/rss+xml", _FEED), "/sitemap.xml": ("application/xml", _SITEMAP)}
_HOSTS = ("docs.example", "news.example")


class _Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers with a page, the same at all hosts."""
        kind, text = _PAGES.get(self.path, ("text/plain", ""))
        body = text.encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002 - its name in http.server
        """Logs nothing."""


@contextmanager
def serving(certificate: Path) -> Iterator[int]:
    """Serves the pages at a port of loopback, and writes by which certificate of an authority to trust them."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(certificate)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*_HOSTS).configure_cert(tls)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


def lead_to(port: int, certificate: Path) -> None:
    """Has the command of this process find the hosts at a port of loopback; all else of it is as it is."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        if host not in _HOSTS:
            raise gaierror(f"{host} is not served")
        return [_PUBLIC]

    async def connect(address: IpAddress, _: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
        return await connecting.connect(ip_address("127.0.0.1"), port, timeout)

    def fetcher_of(settings: Settings) -> WebFetcher:
        networks = private_networks(settings.web.private_networks)
        tls = ssl.create_default_context(cafile=str(certificate))
        return WebFetcher(private_networks=networks, resolve=resolve, connect=connect, tls=tls)

    bot.terminal.fetching.fetcher_of = fetcher_of
