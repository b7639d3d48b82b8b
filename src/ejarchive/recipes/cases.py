"""The cases that a group's period goes to: the journal itself, and those that some of its sheets form beside."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ejarchive.reports.context import PackContext
from ejarchive.reports.pack_naming import pack_stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. `context` has its index and term of keeping in the settings; `stem` names its document and its bags.

    `sheets`: the kinds of sheets in it; none = the whole pack.
    """

    context: PackContext
    heading: str
    stem: str
    sheets: tuple[str, ...] = ()

    @property
    def bag_stem(self) -> str:
        """The name of its bags without their version."""
        return f"bag-{self.stem}" if self.sheets else pack_stem(self.context, "bag")


def cases_of(context: PackContext) -> list[Case]:
    """Return the case of the journal, then those of `[[archive.case]]` in the order written."""
    settings = context.settings
    cases = [Case(context=context, heading=context.regulation.words.journal, stem=pack_stem(context))]
    for case in settings.archive.case:
        own = replace(
            settings.archive, case_index=case.index, retention_term=case.term, retention_basis=case.article, case=()
        )
        cases.append(
            Case(
                context=replace(context, settings=replace(settings, archive=own)),
                heading=case.heading,
                stem=pack_stem(context, f"case-{case.index}"),
                sheets=case.parts,
            )
        )
    return cases
