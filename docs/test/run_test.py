"""The runner of the docs passes what works and fails what doesn't: `python3 docs/test/run_test.py`."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

RUN = pathlib.Path(__file__).with_name("run")


class RunTest(unittest.TestCase):
    def run_page(self, text):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder, "page.md")
            page.write_text(text, encoding="utf-8")
            return subprocess.run([sys.executable, RUN, page], capture_output=True, text=True)

    def assert_counts(self, text, counts, *told):
        run = self.run_page(text)
        self.assertEqual(run.stdout.splitlines()[-1], counts, run.stdout + run.stderr)
        self.assertEqual(run.returncode, 0 if " 0 failed" in counts else 1)
        for each in told:
            self.assertIn(each, run.stdout)

    def test_what_a_block_sets_is_there_in_the_next(self):
        self.assert_counts(
            "```sh\nexport A=1; cd docs\n```\n\n```sh\n[ $A = 1 ]; [ -d test ]\n```\n", "2 passed, 0 failed, 0 skipped"
        )

    def test_a_command_that_fails_fails_the_page(self):
        self.assert_counts(
            "```sh\nfalse\necho on\n```\n\n```sh\ntrue\n```\n", "0 passed, 2 failed, 0 skipped", "ended with code 1", "was not reached"
        )

    def test_a_command_that_fails_before_a_pipe_fails(self):
        self.assert_counts("```sh\nfalse | cat\n```\n", "0 passed, 1 failed, 0 skipped")

    def test_a_command_that_does_not_exist_fails_and_is_shown(self):
        self.assert_counts("```sh\nno-such-command\n```\n", "0 passed, 1 failed, 0 skipped", "no-such-command: command not found")

    def test_output_must_hold_what_is_expected(self):
        self.assert_counts('<!-- test: expect "b.d" -->\n```sh\necho bad\n```\n', "1 passed, 0 failed, 0 skipped")
        self.assert_counts(
            '<!-- test: expect "good" -->\n```sh\necho bad\n```\n', "0 passed, 1 failed, 0 skipped", "lacks /good/", "| bad"
        )

    def test_what_a_page_shows_behind_a_block_must_be_the_answer(self):
        page = '```sh\necho \'{"class":7,"millis":0.2}\'\n```\n\n```json\n{"class":%d,"millis":…}\n```\n'
        self.assert_counts(page % 7, "1 passed, 0 failed, 0 skipped")
        self.assert_counts(page % 8, "0 passed, 1 failed, 0 skipped", "not what the page shows")

    def test_a_block_may_be_tried_again_when_the_page_says_why(self):
        page = (
            '<!-- test: in an empty folder -->\n<!-- test: try %d times because of that -->\n```sh\n'
            "echo >> tries; [ $(wc -l < tries) = 3 ]\n```\n"
        )
        self.assert_counts(page % 3, "1 passed, 0 failed, 0 skipped")
        self.assert_counts(page % 2, "0 passed, 1 failed, 0 skipped")

    def test_servers_can_be_ended_within_a_page(self):
        self.assert_counts(
            '<!-- test: background until "ready" -->\n```sh\necho ready; sleep 1001\n```\n\n<!-- test: end the servers -->\n\n'
            "```sh\n! ps -A -o args= | grep -q '^sleep 1001$'\n```\n",
            "2 passed, 0 failed, 0 skipped",
        )

    def test_a_section_is_skipped_up_to_the_next_heading(self):
        self.assert_counts(
            "<!-- test: skip section unless false because of that -->\n\n```sh\nfalse\n```\n\nText.\n\n```sh\nfalse\n```\n\n"
            "## Next\n\n```sh\ntrue\n```\n",
            "1 passed, 0 failed, 2 skipped",
        )

    def test_a_page_in_an_empty_folder_has_the_repository_beside(self):
        self.assert_counts(
            "<!-- test: in an empty folder -->\n```sh\n[ $(ls) = quartet ]; [ -x quartet/mvnw ]\n```\n", "1 passed, 0 failed, 0 skipped"
        )

    def test_a_server_runs_beside_the_page_and_ends_with_it(self):
        run = self.run_page(
            '<!-- test: background until "ready" -->\n```sh\necho ready $BASHPID; sleep 1000\n```\n\n'
            "```sh\nps -A -o args= | grep -q '^sleep 1000$'\n```\n"
        )
        self.assertEqual(run.stdout.splitlines()[-1], "2 passed, 0 failed, 0 skipped", run.stdout)
        left = subprocess.run(["ps", "-A", "-o", "args="], capture_output=True, text=True).stdout
        self.assertNotIn("\nsleep 1000\n", left)

    def test_a_server_that_ends_before_it_is_ready_fails(self):
        self.assert_counts(
            '<!-- test: background until "ready" -->\n```sh\nexit 3\n```\n', "0 passed, 1 failed, 0 skipped", "ended with code 3"
        )

    def test_what_is_skipped_is_told_and_counted(self):
        self.assert_counts(
            "```sh\ntrue\n```\n<!-- test: skip because there is no cloud here -->\n```sh\nfalse\n```\n"
            "<!-- test: skip unless false because of that -->\n```sh\nfalse\n```\n"
            "<!-- test: skip unless true because of this -->\n```sh\ntrue\n```\n",
            "2 passed, 0 failed, 2 skipped",
            "there is no cloud here",
        )

    def test_a_page_of_nothing_but_skipped_blocks_does_not_pass(self):
        run = self.run_page("<!-- test: skip because of that -->\n```sh\nfalse\n```\n")
        self.assertEqual(run.returncode, 1)

    def test_a_comment_that_nobody_knows_fails(self):
        self.assert_counts("<!-- test: ignore -->\n```sh\ntrue\n```\n", "0 passed, 1 failed, 0 skipped", "nobody knows")

    def test_commands_that_would_not_be_run_fail(self):
        for language in ("", "bash", "console"):
            self.assert_counts(f"```{language}\ntrue\n```\n", "0 passed, 1 failed, 0 skipped", "is marked sh")

    def test_a_page_in_a_copy_changes_nothing_here(self):
        self.assert_counts(
            "<!-- test: in a copy -->\n<!-- test: file docs/added.txt -->\n```text\nadded\n```\n"
            '<!-- test: expect "^added" -->\n```sh\ncat docs/added.txt\n```\n',
            "1 passed, 0 failed, 0 skipped",
        )
        self.assertFalse(RUN.parents[1].joinpath("added.txt").exists())


if __name__ == "__main__":
    unittest.main()
