"""`linli tally FILE`: an owners' decision under article 278 of the Civil Code. No database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from linli.kernel.errors import Refused
from linli.rules import ballot, ballot_file

TOO_LARGE = 100_000_000
MATTERS = {
    "rules_of_procedure": "制定和修改业主大会议事规则",
    "management_covenant": "制定和修改管理规约",
    "elect_committee": "选举业主委员会或者更换业主委员会成员",
    "select_company": "选聘物业服务企业",
    "dismiss_company": "解聘物业服务企业",
    "use_maintenance_fund": "使用建筑物及其附属设施的维修资金",
    "other_ordinary": "有关共有和共同管理权利的其他重大事项",
    "raise_maintenance_fund": "筹集建筑物及其附属设施的维修资金",
    "rebuild": "改建、重建建筑物及其附属设施",
    "change_common_use": "改变共有部分的用途或者利用共有部分从事经营活动",
}


@click.command(help="按民法典第278条计票。Count an owners' decision under article 278 of the Civil Code.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="结果为一个JSON文档。One JSON document on stdout.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def command(file: Path, as_json: bool, lang: str) -> int:
    """Print the outcome; return 0, or 1 with every fault of the file."""
    try:
        if file.stat().st_size > TOO_LARGE:
            raise click.ClickException(f"{file.name}: 文件超过100 MB。The file is larger than 100 MB.")
        document, twice = ballot_file.loads(file.read_bytes())
    except OSError as error:
        raise click.ClickException(f"{file.name}: 无法读取。Cannot be read: {error.strerror}.") from error
    except Refused as refusal:
        raise click.ClickException(f"{file.name}: {refusal.text.zh} {refusal.text.en}") from refusal
    vote, found = ballot_file.read(document)
    faults = [*twice, *found]
    if faults:
        answer = ballot_file.faults_as_json(faults)
        click.echo(_pretty(answer) if as_json else _faults(faults, lang))
        return 1
    outcome = ballot.tally(vote)
    click.echo(_pretty(ballot_file.as_json(outcome)) if as_json else _outcome(outcome, lang))
    return 0


def _pretty(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _faults(faults: list[ballot.Fault], lang: str) -> str:
    head = (
        f"{len(faults)} fault(s), nothing was counted:"
        if lang == "en"
        else f"有{len(faults)}处问题，未计票："
    )
    return "\n".join([head, *(f"  {f.where}  {f.value}  {f.reason.say(lang)}" for f in faults)])


def _outcome(outcome: ballot.Outcome, lang: str) -> str:
    english = lang == "en"
    words = {True: "met", False: "not met"} if english else {True: "达到", False: "未达到"}
    quorum, approval = ("Taking part", "In favour") if english else ("参与表决", "同意")
    passed = (
        ("passed" if outcome.passed else "not passed")
        if english
        else ("通过" if outcome.passed else "未通过")
    )
    return "\n".join(
        [
            outcome.matter if english else f"{MATTERS[outcome.matter]}（{outcome.matter}）",
            *_hurdle(quorum, outcome.quorum, words, english),
            *_hurdle(approval, outcome.approval, words, english),
            *(f"{'Rule used' if english else '用到的规则'}: {rule}" for rule in outcome.rules_used),
            *(note.reason.say(lang) for note in outcome.notes),
            f"{'Outcome' if english else '结果'}: {passed}（{ballot.LAW}）",
        ]
    )


def _hurdle(name: str, hurdle: ballot.Hurdle, words: dict[bool, str], english: bool) -> list[str]:
    area, owners = hurdle.area, hurdle.owners
    by_area, by_heads = ("by area", "by heads") if english else ("面积", "人数")
    have, of = ballot.square_metres(area.have), ballot.square_metres(area.of)
    return [
        f"{name} {by_area}: {have} / {of} m²  {area.needs}  {words[area.met]}",
        f"{name} {by_heads}: {owners.have} / {owners.of}  {owners.needs}  {words[owners.met]}",
    ]
