"""An officer, and a meeting with eight items, their papers and minutes, written into an empty Indico; prints where they are."""

import sys
from datetime import datetime, timedelta

import pytz
from flask import session

from indico.core.db import db
from indico.modules.attachments.models.attachments import Attachment, AttachmentType
from indico.modules.attachments.models.folders import AttachmentFolder
from indico.modules.auth.models.identities import Identity
from indico.modules.categories.models.categories import Category
from indico.modules.categories.operations import create_category
from indico.modules.events.contributions.operations import create_contribution
from indico.modules.events.models.events import EventType
from indico.modules.events.notes.models.notes import EventNote, RenderMode
from indico.modules.events.operations import create_event
from indico.modules.users.operations import create_user
from indico.web.flask.app import make_app

ADDRESS, NAME, PASSWORD = sys.argv[1:]
ITEMS = ("Bridges and roads", "Ports and airports", "Science and industry", "Financial services",
         "Trade and shipping", "Schools and hospitals", "Youth and enterprise", "The next year")


def describe(item):
    return f"<p>{item}: what was done since the last meeting, what is proposed for the year, and which departments are asked.</p>"


def minute(item):
    sentence = f"The parties heard the report on {item.lower()}, took note of what is still awaited, and agreed on the steps below. "
    return f"<h3>{item}</h3><p>{sentence * 4}</p><ol><li>Draft by the end of May.</li><li>Opinions by the end of July.</li></ol>"


def note(target, text, user):
    kept = EventNote.get_or_create(target)
    kept.create_revision(RenderMode.html, text, user)
    db.session.add(kept)
    db.session.flush()


def papers(contribution, user):
    folder = AttachmentFolder.get_or_create_default(contribution)
    for title in ("Report", "Proposal"):
        db.session.add(Attachment(folder=folder, user=user, title=title, type=AttachmentType.link,
                                  link_url="https://example.invalid/" + title.lower()))


def main():
    identity = Identity(provider="indico", identifier=NAME, password=PASSWORD)
    user = create_user("officer@example.invalid", {"first_name": "Sample", "last_name": "Officer", "affiliation": ""}, identity)
    user.is_admin = True
    db.session.add(user)
    db.session.flush()
    session.set_session_user(user)
    category = create_category(Category.get_root(), {"title": "Meetings of the parties"})
    begins = pytz.timezone("Asia/Macau").localize(datetime(2018, 3, 2, 10))
    event = create_event(category, EventType.meeting, {
        "title": "Annual meeting", "creator": user, "timezone": "Asia/Macau", "start_dt": begins,
        "end_dt": begins + timedelta(hours=5), "description": describe("The key work")})
    # Items are numbered in a transaction of their own, which must see the meeting.
    db.session.commit()
    paths = [f"/event/{event.id}/"]
    for place, item in enumerate(ITEMS):
        contribution = create_contribution(event, {
            "title": item, "description": describe(item), "duration": timedelta(minutes=30),
            "start_dt": begins + timedelta(minutes=30 * place)})
        papers(contribution, user)
        note(contribution, minute(item), user)
        paths.append(f"/event/{event.id}/contributions/{contribution.id}/api/note")
    note(event, minute("The meeting"), user)
    db.session.commit()
    print("paths:", *paths)


app = make_app()
with app.app_context(), app.test_request_context(base_url=ADDRESS):
    main()
