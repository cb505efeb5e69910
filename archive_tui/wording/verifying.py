"""What ``verify`` found, in words."""

from __future__ import annotations

from archive_tui.regulation import short_codes
from archive_tui.wording import N_, _, pgettext

#: The codes of ``services.verifying.Problem`` and what each means.
WORDS = {
    "entry_missing": N_("the entry is missing from the trail"),
    "entry_unchained": N_("the entry does not follow the one before it: something was put in between or taken out"),
    "entry_altered": N_("the entry was altered: it no longer gives its hash"),
    "entry_senseless": N_("the entry says what this program never writes; nothing after it could be compared"),
    "anchor_broken": N_("the trail no longer gives this anchor: an entry before it was changed"),
    "anchor_beyond": N_("the trail is shorter than this anchor: entries were cut off at its end"),
    "note_form": N_("this is no signed checkpoint"),
    "note_signature": N_("the checkpoint was not signed with this archive's key"),
    "note_foreign": N_("the checkpoint belongs to another archive"),
    "damaged": N_("the database file is damaged"),
    "dangling": N_("a row names another row that is not there"),
    "not_strict": N_("the table has lost its strict types"),
    "guard_missing": N_("a guard trigger is missing or was changed"),
    "guard_foreign": N_("a trigger is there that this program did not make"),
    "row_untold": N_("the row stands in the table, but the trail does not tell of it"),
    "row_missing": N_("the trail tells of the row, but it is not in the table"),
    "row_differs": N_("the row differs from what the trail tells of it"),
    "description_altered": N_("the description was altered: it no longer gives its digest"),
    "item_untold": N_("the item stands in the register, but the trail does not tell of its filing"),
    "import_differs": N_("the items filed by this entry are no longer those that it tells of"),
    "text_altered": N_("what stands there was altered: it no longer gives its digest"),
    "lease_differs": N_("the lease is not what the changes that were told made of it"),
    "sums_differ": N_("rental, contracts or grade are not what instalments, payments and scores come to"),
    "score_differs": N_("the score is not what its own figures come to (4.2)"),
    "client_unfindable": N_("the client can't be found by a search, or was merged and still can"),
    "top_secret_out": N_("a top-secret item is out and not recalled (6.7.3)"),
    "confidential_lent": N_("a confidential item was lent (6.7.3)"),
    "secret_too_long": N_("a secret item was lent for more than four hours (6.7.3)"),
    "classified_unsigned": N_("a classified item is out without a sign-off (6.7.3)"),
    "state_without_cause": N_("where the item is does not agree with its loans"),
    "two_holders": N_("the item has two holders"),
    "original_not_owed": N_("the original is not in the room, and nobody is told to bring it (6.5.4)"),
}


def problem_text(what: str) -> str:
    """Return what is wrong, for a code of ``services.verifying.Problem``."""
    return _(WORDS[what]) if what in WORDS else what


def place_text(where: str) -> str:
    """Return where it is wrong: ``entry 12``, ``item I0000007-4``; a table or a file stays as it is named."""
    word, _blank, number = where.partition(" ")
    if word == "item" and number.isdecimal() and 0 < int(number) < 10_000_000:
        number = short_codes.make(short_codes.ITEM, int(number))
    words = {
        "entry": pgettext("where a problem is", "entry"),
        "item": pgettext("where a problem is", "item"),
        "anchor": pgettext("where a problem is", "anchor"),
        "note": pgettext("where a problem is", "signed checkpoint"),
    }
    return f"{words[word]} {number}".rstrip() if word in words else where


def proof_text(entries: int, anchored: int) -> str:
    """Return exactly what a check without problems proves: up to which entry an anchor vouches for the trail."""
    if anchored == 0:
        return _(
            "The trail of {entries} entries holds together. No anchor was given: whoever owns the file could have"
            " rewritten all of it."
        ).format(entries=entries)
    if anchored < entries:
        return _(
            "Nothing up to entry {anchored} was changed, if that anchor is the one on your paper. The {open} entries"
            " after it hold together, but no anchor vouches for them."
        ).format(anchored=anchored, open=entries - anchored)
    return _("Nothing up to entry {anchored}, the last, was changed, if that anchor is the one on your paper.").format(
        anchored=anchored
    )
