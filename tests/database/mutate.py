"""Makes copies of schema dumps with one thing wrong in each.

    mutate.py SEED COUNT FOLDER NAME=DUMP...

writes FOLDER/1.sql and so on, and FOLDER/mutants.json, one line for each: {"file", "base": NAME, "kind",
"action", "names": [what a report of it must say]}. All kinds get as many as there are, in turn. What a
server would read as the same is not made: NULL for a column of a primary key, another text of an
expression.
"""
import json
import os
import random
import re
import sys

ID = r'(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)'
NAME = rf'(?:{ID}\.)?({ID})'


def bare(identifier):
    return identifier[1:-1].replace('""', '"') if identifier.startswith('"') else identifier


def statements(text):
    """Yields (start, end) of each statement, from its first token to behind its semicolon."""
    token = re.compile(
        r"""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$).*?\1|\\[^\n]*(?=\n)|;|\s+|[^\s;'"$\\/-]+|.""", re.S)
    start = None
    for match in token.finditer(text):
        part = match.group()
        if start is None:
            if part.isspace() or part.startswith(('--', '/*', '\\')):
                continue
            start = match.start()
        if part == ';':
            yield start, match.end()
            start = None


class Dump:
    """All that can be made wrong in one dump: (kind, action, names, [(start, end, text)])."""

    def __init__(self, text):
        self.text = text
        self.found = []
        self.parts = [(start, end, text[start:end]) for start, end in statements(text)]
        self.never_null = set()
        for _, _, sql in self.parts:
            match = re.match(rf'ALTER TABLE (?:ONLY )?{NAME}\s+ADD CONSTRAINT {ID} PRIMARY KEY \((.*)\)', sql)
            if match:
                for column in re.findall(ID, match[2]):
                    self.never_null.add((bare(match[1]), bare(column)))
            match = re.match(rf'ALTER TABLE (?:ONLY )?{NAME} ALTER COLUMN ({ID}) ADD GENERATED', sql)
            if match:
                self.never_null.add((bare(match[1]), bare(match[2])))
        protected = set()
        tables = []
        for start, end, sql in self.parts:
            for make in (self.table, self.constraint, self.index, self.policy, self.trigger, self.function,
                         self.enum, self.view):
                make(start, end, sql)
            match = re.match(rf'ALTER TABLE (?:ONLY )?{NAME} ENABLE ROW LEVEL SECURITY', sql)
            if match:
                protected.add(bare(match[1]))
                self.add('row security', 'removed', [match[1]], start, end, '')
            match = re.match(rf'CREATE TABLE (?:IF NOT EXISTS )?({ID}\.)?({ID}) ', sql)
            if match:
                tables.append(match)
        for match in tables:
            action = 'FORCE' if bare(match[2]) in protected else 'ENABLE'
            self.add('row security', 'added', [match[2]], len(text), len(text),
                     f'\nALTER TABLE {match[1] or ""}{match[2]} {action} ROW LEVEL SECURITY;\n')

    def add(self, kind, action, names, start, end, text):
        self.found.append((kind, action, [bare(name) for name in names], start, end, text))

    def replace(self, kind, action, names, start, sql, changed):
        if changed != sql:
            self.add(kind, action, names, start, start + len(sql), changed)

    def table(self, start, end, sql):
        match = re.match(rf'(CREATE TABLE (?:IF NOT EXISTS )?{NAME} \(\n)(.*)(\n\).*)$', sql, re.S)
        if not match or any(not re.match(r'    \S', line) for line in match[3].split('\n')):
            return
        lines = [line.rstrip(',') for line in match[3].split('\n')]
        name = match[2]

        def put(kind, action, names, number, line):
            changed = lines[:number] + ([] if line is None else [line]) + lines[number + 1:]
            if changed:
                self.add(kind, action, names, start, end, match[1] + ',\n'.join(changed) + match[4])

        for number, line in enumerate(lines):
            column = re.match(rf'    (?!CONSTRAINT )({ID}) (.+?)(?= DEFAULT | NOT NULL| GENERATED | COLLATE |$)(.*)$', line)
            check = re.match(rf'    CONSTRAINT ({ID}) CHECK ', line)
            if check:
                put('constraint', 'removed', [check[1]], number, None)
            if not column:
                continue
            names = [name, column[1]]
            put('column', 'removed', names, number, None)
            put('column', 'renamed', names, number, f'    "{bare(column[1])}_" {column[2]}{column[3]}')
            # A default would have to be of the other type too.
            if ' DEFAULT ' not in column[3]:
                kind = 'integer' if 'text' in column[2] else 'text'
                put('type', 'changed', names, number, f'    {column[1]} {kind}{column[3]}')
                put('type', 'array', names, number, f'    {column[1]} {column[2]}[]{column[3]}')
            if re.search(r'\(\d+\)$', column[2]):
                put('type', 'length changed', names, number,
                    f'    {column[1]} ' + re.sub(r'\d+(?=\)$)', lambda d: str(int(d[0]) + 1), column[2]) + column[3])
            if ' NOT NULL' not in column[3]:
                put('nullability', 'NOT NULL added', names, number, line + ' NOT NULL')
            elif (bare(name), bare(column[1])) not in self.never_null:
                put('nullability', 'NOT NULL removed', names, number, line.replace(' NOT NULL', ''))
            if ' DEFAULT ' in column[3]:
                rest = ' NOT NULL' if line.endswith(' NOT NULL') else ''
                put('default', 'removed', names, number, f'    {column[1]} {column[2]}{rest}')

    def constraint(self, start, end, sql):
        match = re.match(rf'ALTER TABLE (?:ONLY )?{NAME}\s+ADD CONSTRAINT ({ID}) (.*);$', sql, re.S)
        if not match:
            return
        names = [match[2]]
        self.add('constraint', 'removed', names, start, end, '')
        if match[3].startswith('FOREIGN KEY'):
            self.replace('constraint', 'action changed', names, start, sql,
                         re.sub(r' ON DELETE (CASCADE|SET NULL|RESTRICT)', '', sql) if ' ON DELETE ' in sql
                         else sql.replace(';', ' ON DELETE CASCADE;'))
            if ' NOT VALID' not in sql:
                self.replace('constraint', 'NOT VALID added', names, start, sql, sql[:-1] + ' NOT VALID;')
        elif match[3].startswith('PRIMARY KEY'):
            self.replace('constraint', 'kind changed', names, start, sql, sql.replace(' PRIMARY KEY ', ' UNIQUE '))
        columns = re.match(r'((?:PRIMARY KEY|UNIQUE) \()(.*, .*)\)$', match[3])
        if columns and not match[3].startswith('PRIMARY'):
            self.replace('constraint', 'column removed', names, start, sql, re.sub(r', [^,()]+\);$', ');', sql))

    def index(self, start, end, sql):
        match = re.match(rf'CREATE (UNIQUE )?INDEX ({ID}) ON (?:ONLY )?{NAME} USING "?(\w+)"? \(', sql)
        if not match:
            return
        names = [match[2]]
        self.add('index', 'removed', names, start, end, '')
        self.replace('index', 'renamed', names, start, sql, sql.replace(match[2], f'"{bare(match[2])[:60]}_"', 1))
        if match[1]:
            self.replace('index', 'UNIQUE removed', names, start, sql, sql.replace('UNIQUE ', '', 1))
        elif match[4] == 'btree':
            self.replace('index', 'UNIQUE added', names, start, sql, sql.replace('CREATE ', 'CREATE UNIQUE ', 1))
        columns = re.match(rf'({ID})(?=[,)])', sql[match.end():])
        if columns and match[4] == 'btree':
            self.replace('index', 'DESC added', names, start, sql,
                         sql[:match.end()] + columns[0] + ' DESC' + sql[match.end() + columns.end():])
        two = re.match(rf'({ID}), ({ID})(?=[,)])', sql[match.end():])
        if two:
            self.replace('index', 'columns swapped', names, start, sql,
                         sql[:match.end()] + f'{two[2]}, {two[1]}' + sql[match.end() + two.end():])
        if ' WHERE ' in sql:
            self.replace('index', 'WHERE removed', names, start, sql, sql[:sql.index(' WHERE ')] + ';')

    def policy(self, start, end, sql):
        match = re.match(rf'CREATE POLICY ({ID}) ON {NAME} ', sql)
        if not match:
            return
        names = [match[1], match[2]]
        self.add('policy', 'removed', names, start, end, '')
        for one, other in (('SELECT', 'DELETE'), ('DELETE', 'SELECT'), ('INSERT', 'ALL'), ('UPDATE', 'ALL')):
            if f' FOR {one} ' in sql:
                self.replace('policy', 'command changed', names, start, sql, sql.replace(f' FOR {one} ', f' FOR {other} ', 1))
        if ' AS RESTRICTIVE' not in sql:
            self.replace('policy', 'made restrictive', names, start, sql,
                         sql[:match.end()] + 'AS RESTRICTIVE ' + sql[match.end():])
        self.replace('policy', 'role changed', names, start, sql, re.sub(rf' TO {ID}(?=[ ;])', ' TO "anon"', sql, count=1))
        both = re.search(r' USING .*( WITH CHECK .*);$', sql, re.S)
        if both:
            self.replace('policy', 'WITH CHECK removed', names, start, sql, sql[:both.start(1)] + ';')

    def trigger(self, start, end, sql):
        match = re.match(rf'CREATE (?:OR REPLACE )?TRIGGER ({ID}) (BEFORE|AFTER) (INSERT|UPDATE|DELETE)\b(.*?) ON {NAME} ', sql)
        if not match:
            return
        names = [match[1], match[5]]
        self.add('trigger', 'removed', names, start, end, '')
        if ' REFERENCING ' not in sql:
            other = 'AFTER' if match[2] == 'BEFORE' else 'BEFORE'
            self.replace('trigger', 'timing changed', names, start, sql, sql[:match.start(2)] + other + sql[match.end(2):])
        if ' OR ' in match[4]:
            self.replace('trigger', 'event removed', names, start, sql,
                         sql[:match.start(4)] + re.sub(r' OR \w+$', '', match[4]) + sql[match.end(4):])
        elif not match[4] and ' REFERENCING ' not in sql:
            self.replace('trigger', 'event added', names, start, sql, sql[:match.end(3)]
                         + (' OR DELETE' if match[3] != 'DELETE' else ' OR INSERT') + sql[match.end(3):])

    def function(self, start, end, sql):
        match = re.match(rf'CREATE (?:OR REPLACE )?FUNCTION {NAME}\((\)?)', sql)
        if match:
            self.add('function', 'removed', [match[1]], start, end, '')
            self.replace('function', 'parameter added', [match[1]], start, sql,
                         sql[:match.start(2)] + ('added integer' if match[2] else 'added integer, ') + sql[match.start(2):])

    def enum(self, start, end, sql):
        match = re.match(rf'(CREATE TYPE {NAME} AS ENUM \(\n)(.*)(\n\);)$', sql, re.S)
        if not match:
            return
        values = [line.rstrip(',') for line in match[3].split('\n')]
        for number, value in enumerate(values):
            rest = values[:number] + values[number + 1:]
            for action, changed in (
                    ('removed', rest), ('renamed', values[:number] + [value[:-1] + "_'"] + values[number + 1:]),
                    ('moved', rest + [value] if number + 1 < len(values) else [value] + rest)):
                if changed:
                    self.replace('enum value', action, [match[2]], start, sql, match[1] + ',\n'.join(changed) + match[4])

    def view(self, start, end, sql):
        match = re.match(rf'CREATE (?:MATERIALIZED )?VIEW {NAME} ', sql)
        if match:
            self.add('view', 'removed', [match[1]], start, end, '')
            self.replace('view', 'renamed', [match[1]], start, sql, sql.replace(match[1], f'{bare(match[1])}_', 1))


def main():
    seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    chance = random.Random(seed)
    kinds = {}
    texts = {}
    for argument in sys.argv[4:]:
        base, path = argument.split('=', 1)
        with open(path, encoding='utf-8', newline='') as file:
            texts[base] = file.read()
        for mutant in Dump(texts[base]).found:
            kinds.setdefault(mutant[0], []).append((base, mutant))
    for mutants in kinds.values():
        chance.shuffle(mutants)
    chosen = []
    while len(chosen) < count:
        left = [kind for kind in sorted(kinds) if kinds[kind]]
        if not left:
            sys.exit(f'there are only {len(chosen)} mutants')
        chosen += [kinds[kind].pop() for kind in left]
    os.makedirs(folder, exist_ok=True)
    with open(f'{folder}/mutants.json', 'w', encoding='utf-8') as listing:
        for number, (base, (kind, action, names, start, end, text)) in enumerate(chosen[:count], 1):
            with open(f'{folder}/{number}.sql', 'w', encoding='utf-8', newline='') as file:
                file.write(texts[base][:start] + text + texts[base][end:])
            listing.write(json.dumps({'file': number, 'base': base, 'kind': kind, 'action': action, 'names': names}) + '\n')


main()
