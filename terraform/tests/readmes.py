"""The READMEs' tables of inputs and outputs are those of variables.tf and outputs.tf.

    readmes.py            says what differs, and fails when something does
    readmes.py --write    writes the tables

A README has the tables between <!-- generated --> and <!-- end of generated -->. The files are read as `terraform fmt`
leaves them.
"""

import pathlib
import re
import sys

TERRAFORM = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- generated -->\n", "<!-- end of generated -->"
BLOCK = re.compile(r'^(variable|output) "([^"]+)" \{\n(.*?)^\}', re.MULTILINE | re.DOTALL)


def attribute(body, name):
    """The attribute's source: to the end of its line, or to the bracket that closes what it opens there."""
    found = re.search(rf"^  {name} *= (.*)$", body, re.MULTILINE)
    if not found:
        return None
    text = found.group(1)
    if text.endswith(("{", "(", "[", "({")):
        rest = body[found.end() :]
        text += rest[: re.search(r"^  [\])}]+$", rest, re.MULTILINE).end()]
    return text


def description(body, where):
    text = attribute(body, "description")
    if not text:
        sys.exit(f"{where} has no description")
    return text.strip('"').replace('\\"', '"').replace("$${", "${").replace("|", "\\|")


def kind(body, where):
    text = attribute(body, "type")
    if not text:
        sys.exit(f"{where} has no type")
    return text if "object(" not in text else text.split("object(")[0] + "object" + ")" * text.split("object(")[0].count("(")


def default(body):
    text = attribute(body, "default")
    if text is None:
        return "needed"
    return "`" + re.sub(r"\s+", " ", text) + "`"


def tables(folder):
    inputs = ["| input | type | default | what |", "|---|---|---|---|"]
    for _, name, body in BLOCK.findall((folder / "variables.tf").read_text()):
        where = f"{folder.name}: {name}"
        inputs.append(f"| `{name}` | `{kind(body, where)}` | {default(body)} | {description(body, where)} |")
    outputs = ["| output | what |", "|---|---|"]
    for _, name, body in BLOCK.findall((folder / "outputs.tf").read_text()):
        outputs.append(f"| `{name}` | {description(body, f'{folder.name}: {name}')} |")
    return "\n".join(inputs) + "\n\n" + "\n".join(outputs) + "\n"


def main(write):
    wrong = []
    for folder in [TERRAFORM, *sorted((TERRAFORM / "modules").iterdir())]:
        for name in ("main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md"):
            if not (folder / name).exists():
                wrong.append(f"{folder / name} is missing")
        readme = folder / "README.md"
        if not readme.exists():
            continue
        text = readme.read_text()
        if text.count(BEGIN) != 1 or text.count(END) != 1:
            wrong.append(f"{readme} has no place for its tables")
            continue
        before, rest = text.split(BEGIN)
        now = before + BEGIN + tables(folder) + END + rest.split(END)[1]
        if now != text:
            if write:
                readme.write_text(now)
            else:
                wrong.append(f"{readme} has other tables than its variables and outputs: terraform/tests/check --write")
    if wrong:
        sys.exit("\n".join(wrong))


main("--write" in sys.argv[1:])
