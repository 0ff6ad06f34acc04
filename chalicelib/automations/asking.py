"""What an approver reads: the question with all that a decision needs, and the mails about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.automations import asking_words as words
from chalicelib.automations.costs import Costs
from chalicelib.automations.plan import Facts
from chalicelib.automations.tell import about, key, receiver_mark, shortened
from chalicelib.model import private
from chalicelib.model.case import Case
from chalicelib.model.face import answerable
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.mask_text import text as veiled
from chalicelib.model.person import Person
from chalicelib.model.question import Question, QuestionKind
from chalicelib.model.word import Phrase
from chalicelib.policy.approval import Approval
from chalicelib.policy.granting import GOODS
from chalicelib.sla.say import Voice

TAB = "cases"


class Request(NamedTuple):
    """One case's request for a yes, at one step."""

    facts: Facts
    case: Case
    approval: Approval
    costs: Costs

    def id(self, step: int) -> str:
        """Return what names the question: what is asked, of whom, and for which subject."""
        ask, number = self.approval.asks[step], self.approval.number
        return key("approval", TAB, self.case.id, number, step, ask.mark, self.approval.subject)

    def question(self, step: int, person: Person) -> Question:
        """Return the question that one person answers."""
        ask, voice = self.approval.asks[step], self.facts.voice_for(person)
        return Question(
            id=self.id(step),
            kind=QuestionKind.APPROVAL,
            to=person.email,
            name=person.id,
            language=voice.language,
            zone=voice.zone.key,
            asked=ask.at,
            expires=ask.expires(),
            title=voice.say(words.TITLE, case=self.case.id, what=what(self.case)),
            lines=(*self._lines(voice), *self._ends(step, voice)),
            desk=self.facts.desk,
        )

    def mail(self, step: int, person: Person) -> Intent:
        """Return what tells a person that a yes is asked for; in the person's own hours."""
        ask, facts = self.approval.asks[step], self.facts
        voice = facts.voice_for(person)
        asked = self.question(step, person)
        return Intent(
            key=key(facts.recalled.workbook, asked.id),
            kind=IntentKind.APPROVAL,
            to=person.email,
            name=person.id,
            language=voice.language,
            release=facts.rulebook.team.release(person, facts.now, urgent=False),
            zone=voice.zone.key,
            tab=facts.tab_name(TAB).said(voice.language),
            id=self.case.id,
            due=ask.due,
            about=about(self.case, voice.language),
            step="\n".join(self._in_short(voice)),
            question=asked.id,
        )

    def told(self, person: Person, step: Phrase) -> Intent:
        """Return what tells whoever answers for the case what was decided."""
        facts, voice = self.facts, self.facts.voice_for(person)
        mark = receiver_mark(facts.recalled.workbook, person)
        name = key("approval", TAB, self.case.id, self.approval.number, "answered", mark)
        return Intent(
            key=key(facts.recalled.workbook, name),
            kind=IntentKind.ANSWERED,
            to=person.email,
            name=person.id,
            language=voice.language,
            release=facts.rulebook.team.release(person, facts.now, urgent=False),
            zone=voice.zone.key,
            tab=facts.tab_name(TAB).said(voice.language),
            id=self.case.id,
            about=about(self.case, voice.language),
            step=step.said(voice.language),
        )

    def _in_short(self, voice: Voice) -> Iterator[str]:
        """Yield what a mail says of it: what is to be decided, who asks, and why that needs a yes."""
        yield voice.say(words.DECIDE, what=what(self.case))
        asks, because = answerable(self.case), self.case.face.verdict.because
        for label, value in ((words.OWNER, asks), (words.BECAUSE, because)):
            if value:
                yield voice.say(words.LABELLED, label=label, value=shortened(veiled(value)))

    def _lines(self, voice: Voice) -> Iterator[tuple[str, str]]:
        """Yield label and value of all that is known; personal data is veiled."""
        case, say, cost = self.case, voice.say, self.costs.of(self.case)
        order = self.costs.orders.get(case.order)
        known: tuple[tuple[Phrase, object], ...] = (
            (words.CASE, case.id),
            (words.ORDER, case.order),
            (words.COUNTRY, case.country or (order.country if order else "")),
            (words.REMEDY, case.remedy),
            (words.AMOUNT, case.granted or case.amount),
            (self._cost_label(), None if cost == case.granted else cost),
            (words.WORTH, order.total if order else None),
            (words.OWNER, answerable(case)),
            (words.ABOUT, about(case, voice.language)),
            (words.HAPPENED, shortened(veiled(case.problem))),
            (words.WANTS, case.demand),
            (words.BECAUSE, case.face.verdict.because),
            (words.REFUNDS, words.TIMES.fill(n=self.costs.refunds(case))),
        )
        for label, value in known:
            if value:
                yield say(label), veiled(say(Phrase("{it}", "{it}"), it=value))
        for one in self.approval.decided:
            if not one.approved:
                yield say(words.BEFORE), say(words.BY, what=one.what, by=private.said(one.by))

    def _ends(self, step: int, voice: Voice) -> Iterator[tuple[str, str]]:
        """Yield until when the person is asked alone, and how long the link is good."""
        ask = self.approval.asks[step]
        due, over = voice.at(ask.due), voice.at(ask.expires())
        yield voice.say(words.UNTIL), voice.say(words.DUE, due=due, over=over)

    def _cost_label(self) -> Phrase:
        """Return what the cost is called: goods have a price of ours, money is converted."""
        if self.case.remedy in GOODS:
            return words.GOODS_COST.fill(currency=self.facts.policies.currency)
        return words.COST


def what(case: Case) -> Phrase:
    """Return what is to be granted: a remedy, and the amount where one is named."""
    wanted = case.granted or case.amount
    form = words.WHAT if wanted is not None else Phrase("{remedy}", "{remedy}")
    return form.fill(remedy=case.remedy or "", amount=wanted)


def amount(case: Case) -> str:
    """Return the amount that is asked for, as people of any language read it."""
    return str(case.granted or case.amount or case.remedy or "")
