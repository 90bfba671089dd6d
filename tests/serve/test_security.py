"""Who may ask what of the site, from where, and how much."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from dateline.errors import UsageError
from dateline.serve import Settings, create_app
from dateline.serve.guard import COOKIE
from dateline.serve.settings import UPLOAD_BYTES
from dateline.store import Store
from tests.serve.conftest import CHANGES, TOKEN, Open
from tests.store.quick import QuickCoder

SECRET = "a-token-of-the-users-own"


@pytest.fixture
def abroad(kept: Store) -> Iterator[TestClient]:
    """A site that other machines can reach."""
    settings = Settings(host="0.0.0.0", token=SECRET, page_token=TOKEN)
    with TestClient(create_app(kept, settings, QuickCoder()), base_url="http://news.example:8000") as client:
        yield client


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "news.example", ""])
def test_an_address_that_others_reach_needs_a_token(host: str) -> None:
    with pytest.raises(UsageError, match="token"):
        Settings(host=host)
    assert Settings(host=host, token=SECRET).is_open


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1", "[::1]"])
def test_an_address_of_this_machine_needs_none(host: str) -> None:
    assert not Settings(host=host).is_open


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("[::1]:8000", 200),
        ("news.example", 421),
        ("127.0.0.1.news.example", 421),
        ("localhost.news.example:8000", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_only_names_of_this_machine_are_answered(site: TestClient, host: str, status: int) -> None:
    answer = site.get("/data", headers={"host": host})
    assert answer.status_code == status
    assert (TOKEN in answer.text) == (status == 200)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"X-Dateline-Token": "wrong"}, 403),
        ({"X-Dateline-Token": "é".encode()}, 403),
        ({"Authorization": f"Basic {TOKEN}"}, 403),
        ({"Cookie": f"{COOKIE}={TOKEN}"}, 403),
        (CHANGES, 200),
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
        ({**CHANGES, "Origin": "http://testserver"}, 200),
        ({**CHANGES, "Origin": "http://news.example"}, 403),
        ({**CHANGES, "Origin": "http://testserver.news.example"}, 403),
        ({**CHANGES, "Origin": "http://testserver:81"}, 403),
        ({**CHANGES, "Origin": "null"}, 403),
    ],
)
def test_a_change_needs_the_token_and_comes_from_our_pages(
    desk: TestClient, headers: dict[str, str | bytes], status: int
) -> None:
    answer = desk.post("/watch", data={"a": "KEN"}, headers={"Accept": "application/json", **headers})
    assert answer.status_code == status
    assert bool(desk.get("/index.json").json()["watched"]) == (status == 200)


def test_each_server_has_a_token_of_its_own() -> None:
    assert Settings().page_token != Settings().page_token
    assert len(Settings().page_token) > 30


@pytest.mark.parametrize(
    "path", ["/", "/data.json", "/openapi.json", "/report/smuggling", "/search?q=river", "/static/vega.js"]
)
def test_abroad_all_needs_the_token(abroad: TestClient, path: str) -> None:
    assert abroad.get(path, headers={"accept": "application/json"}).status_code == 401
    shown = {"Authorization": f"Bearer {SECRET}"}
    assert abroad.get(path, headers=shown).status_code == 200


@pytest.mark.parametrize("host", ["news.example/login?", "news.example/login#", "news.example:80/login?x="])
def test_no_host_makes_a_page_another(abroad: TestClient, host: str) -> None:
    assert abroad.get("/data.json", headers={"host": host}).status_code == 401
    assert abroad.post("/seen", headers={"host": host}).status_code == 401


def test_abroad_a_browser_logs_in(abroad: TestClient) -> None:
    turned_away = abroad.get("/map", headers={"accept": "text/html"})
    assert (turned_away.status_code, "/login" in turned_away.text) == (401, True)
    assert TOKEN not in turned_away.text
    form = abroad.get("/login")
    assert form.status_code == 200
    assert TOKEN not in form.text
    assert abroad.post("/login", data={"token": "wrong"}).status_code == 401
    assert abroad.get("/").status_code == 401
    entered = abroad.post("/login", data={"token": SECRET}, follow_redirects=False)
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert abroad.get("/").status_code == 200
    # The cookie alone changes nothing: another site could make the browser send it.
    assert abroad.post("/seen").status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_nobody_logs_in_from_another_site(abroad: TestClient, origin: str) -> None:
    assert abroad.post("/login", data={"token": SECRET}, headers={"Origin": origin}).status_code == 403


CHANGING = [
    ("/watch", {"a": "KEN"}),
    ("/watch/drop", {"name": "KEN"}),
    ("/seen", {}),
    ("/edits/reject", {"document": "smuggling", "record": "x"}),
    ("/add", {"text": "Peru met Chile."}),
    ("/search/keep?q=river", {"name": "river"}),
]


@pytest.mark.parametrize(("path", "data"), CHANGING)
def test_a_read_only_site_changes_nothing(own: Store, open_site: Open, path: str, data: dict[str, str]) -> None:
    site = open_site(own, read_only=True)
    before = own.head().version
    assert site.post(path, data=data, headers=CHANGES).status_code == 403
    assert own.head().version == before
    assert TOKEN not in site.get("/add").text


@pytest.mark.parametrize(("path", "data"), CHANGING)
def test_nothing_is_changed_by_asking(desk: TestClient, path: str, data: dict[str, str]) -> None:
    assert desk.get(path, params=data, headers=CHANGES).status_code in (200, 404, 405)
    assert desk.get("/index.json").json()["visit"] is None
    assert desk.get("/index.json").json()["watched"] == []


def test_an_upload_that_says_it_is_too_large_is_not_read(desk: TestClient) -> None:
    answer = desk.post("/add/preview", content=b"x", headers={**CHANGES, "Content-Length": f"{UPLOAD_BYTES + 1}"})
    assert answer.status_code == 413


def test_an_upload_is_cut_off_whatever_it_says(desk: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(2 * UPLOAD_BYTES // 100_000):
            yield b"x" * 100_000
        yield b"\r\n--x--\r\n"

    answer = desk.post(
        "/add/preview", content=endless(), headers={**CHANGES, "Content-Type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 413


def test_a_large_form_without_files_is_refused(desk: TestClient) -> None:
    answer = desk.post("/add/preview", data={"text": "x " * UPLOAD_BYTES}, headers=CHANGES)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2fversion.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/..%5capp.py",
        "/report/..%2f..%2f..%2fetc%2fpasswd",
        "/report/%2fetc%2fpasswd",
        "/act/..%2f..%2fdocuments",
        "/add/..%2f..%2fdocuments",
        "/download/..%2f..%2fetc%2fpasswd",
        "/search/..%2fdesk.sqlite.atom",
    ],
)
def test_no_path_leads_out(site: TestClient, path: str) -> None:
    answer = site.get(path, headers={"accept": "text/html"})
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text
    assert "import annotations" not in answer.text


@pytest.mark.parametrize("name", ["../../evil.txt", "..\\evil.txt", "/etc/passwd", "\u202egnp.txt", "<b>.txt", "."])
def test_the_name_of_an_upload_leads_nowhere(desk: TestClient, name: str) -> None:
    answer = desk.post("/add/preview", files={"file": (name, b"Peru met Chile.")}, headers=CHANGES)
    assert answer.status_code == 200
    assert "<b>.txt" not in answer.text


@pytest.mark.parametrize("path", ["/", "/index.json", "/nowhere", "/static/app.js", "/report/evil%2F..%2F%3Cb%3E"])
def test_every_answer_has_the_policy(site: TestClient, path: str) -> None:
    headers = site.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_other_sites_are_given_no_leave_to_read(site: TestClient) -> None:
    answer = site.get("/data.json", headers={"Origin": "http://news.example"})
    assert "access-control-allow-origin" not in answer.headers
    asked = {"Origin": "http://news.example", "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in site.options("/watch", headers=asked).headers
