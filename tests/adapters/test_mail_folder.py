"""Mails in a folder: whole or not at all, found by their id, all to look at on one page."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

from chalicelib.adapters.mail_folder import MailFolder
from chalicelib.adapters.mail_preview import OPEN_MAILS, Shown, page
from chalicelib.messages.compose import compose
from chalicelib.messages.mail import Mail, Sender
from chalicelib.model.face import ClockState
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.word import Language
from tests.fakes import MemoryMailer

NOW = datetime(2025, 3, 3, 13, 30, tzinfo=UTC)
SENDER = Sender("Northwind 售后", "desk@example.com")


def mail(key="C-1", at=NOW, language=Language.ZH):
    intent = Intent(
        key=key,
        kind=IntentKind.REMINDER,
        to="li@example.com",
        name="李雷",
        language=language,
        release=at,
        zone="Asia/Shanghai",
        id=key,
        clock="首次响应",
        state=ClockState.OVERDUE,
        due=at - timedelta(minutes=25),
        about="<b>买家</b> & 包裹",
        step="请立即回复。",
    )
    return compose([intent], SENDER, at)


@pytest.fixture
def folder(tmp_path):
    return MailFolder(tmp_path / "mails")


def files(tmp_path):
    return sorted(path.name for path in (tmp_path / "mails").iterdir())


def test_a_sent_mail_is_a_file_byte_for_byte(folder, tmp_path):
    sent = mail()
    assert folder.knows(sent.id) is False
    folder.send(sent)
    assert folder.knows(sent.id) is True
    name = f"20250303T133000Z-li@example.com-{sent.id}.eml"
    assert files(tmp_path) == [name, "index.html"]
    assert (tmp_path / "mails" / name).read_bytes() == sent.raw


def test_another_desk_finds_it_by_its_id(folder, tmp_path):
    folder.send(mail())
    assert MailFolder(tmp_path / "mails").knows(mail().id) is True
    assert MailFolder(tmp_path / "mails").knows(mail("C-2").id) is False


@pytest.mark.parametrize("build", [MailFolder, lambda _: MemoryMailer()])
def test_every_mailer_that_can_tell_knows_what_it_was_handed(build, tmp_path):
    mailer = build(tmp_path / "mails")
    assert mailer.knows(mail().id) is False
    mailer.send(mail())
    assert mailer.knows(mail().id) is True
    assert mailer.knows(mail("C-2").id) is False


def test_sending_again_changes_nothing(folder, tmp_path):
    folder.send(mail())
    folder.send(mail(at=NOW + timedelta(hours=1)))
    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize("odd", ["../../up", "*", "[a]", "", "a/b", "x" * 300])
def test_no_id_leads_out_of_the_folder_or_matches_another(folder, tmp_path, odd):
    folder.send(mail())
    assert folder.knows(odd) is False
    folder.send(mail()._replace(id=odd, to="../..\\\r\n/evil" * 20))
    assert folder.knows(odd) is True
    assert len(files(tmp_path)) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["mails"]


def test_a_half_written_file_does_not_count(folder, tmp_path):
    sent = mail()
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / f".{sent.id}.part").write_bytes(sent.raw[:100])
    assert folder.knows(sent.id) is False
    folder.send(sent)
    assert folder.knows(sent.id) is True
    assert len(files(tmp_path)) == 2


def test_a_lost_index_is_written_again_from_the_mails(folder, tmp_path):
    folder.send(mail())
    index = tmp_path / "mails" / "index.html"
    before = index.read_text(encoding="utf-8")
    index.unlink()
    MailFolder(tmp_path / "mails").refresh()
    assert index.read_text(encoding="utf-8") == before


def test_a_file_that_is_no_mail_breaks_nothing(folder, tmp_path):
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "0.eml").write_bytes(b"")
    (tmp_path / "mails" / "1.eml").write_bytes(
        b"Date: never\r\nContent-Type: text/html; charset=none\r\n\r\n\xff"
    )
    folder.send(mail())
    assert "1.eml" in (tmp_path / "mails" / "index.html").read_text(encoding="utf-8")


class Frames(HTMLParser):
    """Lists tags, and what the frames hold."""

    def __init__(self):
        super().__init__()
        self.tags, self.frames, self.words = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "iframe":
            self.frames.append(dict(attrs))

    def handle_data(self, data):
        self.words.append(data)


def read(text):
    frames = Frames()
    frames.feed(text)
    return frames


def test_the_page_shows_subject_receiver_instant_html_and_text(folder, tmp_path):
    folder.send(mail())
    shown = read((tmp_path / "mails" / "index.html").read_text(encoding="utf-8"))
    said = "\n".join(shown.words)
    for part in (mail().subject, "li@example.com", "2025-03-03 13:30 UTC", "请立即回复。"):
        assert part in said
    assert len(shown.frames) == 1
    assert shown.frames[0]["sandbox"] == ""
    assert "&lt;b&gt;买家&lt;/b&gt; &amp; 包裹" in shown.frames[0]["srcdoc"]
    assert not {"script", "img", "link", "form"} & set(shown.tags)


def test_the_newest_comes_first(folder, tmp_path):
    for hour in (2, 1, 3):
        folder.send(mail(f"C-{hour}", NOW + timedelta(hours=hour), Language.EN))
    text = (tmp_path / "mails" / "index.html").read_text(encoding="utf-8")
    assert text.index("C-3") < text.index("C-2") < text.index("C-1")


def test_many_mails_stay_one_light_page():
    many = [Shown(f"{n}.eml", f"Subject {n}", html="<p>x</p>") for n in range(500)]
    shown = read(page(many))
    assert len(shown.frames) == OPEN_MAILS
    assert "Subject 499" in "".join(shown.words)


def test_what_a_mail_says_cannot_break_the_page():
    nasty = "'\"><script>x</script>"
    mails = [Shown(nasty, nasty, nasty, NOW, nasty, nasty)] * (OPEN_MAILS + 1)
    assert "script" not in read(page(mails)).tags


def test_a_mail_that_cannot_be_written_leaves_no_trace(folder, tmp_path):
    (tmp_path / "mails").write_text("in the way")
    with pytest.raises(OSError, match="mails"):
        folder.send(Mail("a1", "x@example.com", "s", b"Subject: s\r\n\r\n"))
