from mto.inventory.problems import Place, Problem
from mto.report.problems import as_data, closing, lines

BAD = Problem("2035-06-31 is no day.", Place("config/people.yaml", 5, 106), "Write 2035-06-30.", field="grace.until")
ELSEWHERE = Problem("exists already.", Place("contoso, managed side, partner policy"))


def test_a_problem_is_its_place_then_the_sentence_and_the_remedy() -> None:
    assert lines([BAD, ELSEWHERE]) == [
        "config/people.yaml:5:106  grace.until",
        "    2035-06-31 is no day. Write 2035-06-30.",
        "contoso, managed side, partner policy",
        "    exists already.",
    ]


def test_problems_as_data_keep_line_and_column() -> None:
    assert as_data([BAD])[0] == {
        "where": "config/people.yaml",
        "line": 5,
        "column": 106,
        "field": "grace.until",
        "what": "2035-06-31 is no day.",
        "remedy": "Write 2035-06-30.",
    }


def test_the_closing_line_counts() -> None:
    assert closing([BAD]) == "1 problem. Nothing was changed."
    assert closing([BAD, ELSEWHERE], changed=True) == "2 problems."
