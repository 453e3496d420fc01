"""Single changes to the live side of a schema, chosen at random.

    drift_at_random.py SEED COUNT DATABASE

prints a JSON line for each: {"number", "change": its kind, "sql", "acl": whether it is one of
privileges, "expected": [{"kind", "name", "change"}]}, what drift has to say of it and nothing else, and
"group": those of one group may be made in one database, none has to do with an object of another. The
kinds get as many as there are, in turn. DATABASE is every_object.sql's; it is asked by psql, and each
statement is tried there and rolled back: what the server refuses is not taken.
"""
import json
import random
import re
import subprocess
import sys


def psql(database, sql, stops=True):
    done = subprocess.run(['psql', '-XAtq', '-v', f'ON_ERROR_STOP={int(stops)}', '-d', database, '-f', '-'],
                          input=sql, capture_output=True, text=True, check=False)
    if stops and done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def accepted(database, changes):
    """Those that the server takes."""
    answers = psql(database, ''.join(f'BEGIN;\n{change["sql"]};\nSELECT;\n\\echo :ERROR\nROLLBACK;\n' for change in changes), stops=False)
    return [change for change, failed in zip(changes, answers.split()) if failed == 'false']


def rows(database, sql):
    return json.loads(psql(database, f"SELECT coalesce(json_agg(r), '[]') FROM ({sql}) AS r"))


# Tables without partitions, children or a type, and their columns on which nothing but a default rests.
TABLES = """
    SELECT c.oid, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS name, c.relrowsecurity, c.relforcerowsecurity,
        c.relreplident, c.relpersistence, c.relacl IS NOT NULL AS granted,
        NOT EXISTS (SELECT FROM pg_depend d WHERE d.refobjid = c.oid AND d.refobjsubid = 0 AND d.deptype = 'n') AS unused
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('app', 'Odd schema.1') AND NOT c.relispartition AND c.reloftype = 0
        AND NOT EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent))
    ORDER BY 3"""
COLUMNS = f"""
    SELECT t.name AS "table", t.oid, quote_ident(a.attname) AS name, a.attnotnull, format_type(a.atttypid, a.atttypmod) AS type,
        pg_get_expr(d.adbin, d.adrelid) AS "default", a.attstorage, a.attnum,
        a.attnum = (SELECT max(attnum) FROM pg_attribute WHERE attrelid = t.oid AND NOT attisdropped) AS is_last,
        EXISTS (SELECT FROM pg_description WHERE objoid = t.oid AND objsubid = a.attnum AND classoid = 'pg_class'::regclass) AS commented
    FROM ({TABLES}) AS t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    WHERE a.attidentity = '' AND a.attgenerated = '' AND a.attacl IS NULL AND a.attoptions IS NULL
        AND coalesce(pg_get_expr(d.adbin, d.adrelid), '') NOT LIKE 'nextval%'
        AND NOT EXISTS (SELECT FROM pg_depend p WHERE p.refclassid = 'pg_class'::regclass AND p.refobjid = t.oid
            AND p.refobjsubid = a.attnum AND (p.classid <> 'pg_attrdef'::regclass OR p.objid <> d.oid))
    ORDER BY 1, a.attnum"""
CONSTRAINTS = f"""
    SELECT t.name AS "table", quote_ident(c.conname) AS name, c.contype, c.convalidated, c.condeferrable, c.confdeltype,
        pg_get_constraintdef(c.oid) AS definition
    FROM ({TABLES}) AS t JOIN pg_constraint c ON c.conrelid = t.oid WHERE c.contype IN ('c', 'f', 'u', 'x')
        AND NOT EXISTS (SELECT FROM pg_description WHERE objoid = c.oid) ORDER BY 1, 2"""
POLICIES = """
    SELECT format('%I.%I', schemaname, tablename) AS "table", quote_ident(policyname) AS name, permissive, roles, cmd, qual, with_check
    FROM pg_policies WHERE schemaname = 'app' ORDER BY 1, 2"""
INDEXES = f"""
    SELECT t.name AS "table", format('%I.%I', t.schema, c.relname) AS name, quote_ident(c.relname) AS short, pg_get_indexdef(c.oid) AS definition,
        m.amname AS method, i.indisunique
    FROM ({TABLES}) AS t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)
        AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget > 0)
        AND NOT EXISTS (SELECT FROM pg_description WHERE objoid = c.oid)
    ORDER BY 2"""
TRIGGERS = f"""
    SELECT t.name AS "table", quote_ident(g.tgname) AS name, g.tgenabled, pg_get_triggerdef(g.oid) AS definition,
        EXISTS (SELECT FROM pg_description WHERE objoid = g.oid) AS commented
    FROM ({TABLES}) AS t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal ORDER BY 1, 2"""
FUNCTIONS = """
    SELECT p.oid::regprocedure::text AS name, format('%I.%I', n.nspname, p.proname) AS short, p.prokind, l.lanname, p.provolatile, p.prosecdef,
        p.proleakproof, p.proisstrict, p.proparallel, p.prosrc, pg_get_functiondef(p.oid) AS definition, p.prorettype::regtype::text AS returns, p.prosqlbody IS NULL AS has_text,
        format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS identity,
        format('%I.%I(%s)', n.nspname, p.proname, (SELECT string_agg(CASE WHEN p.provariadic <> 0 AND place = p.pronargs
                THEN 'VARIADIC ' ELSE '' END || t::regtype::text, ', ' ORDER BY place)
            FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, place))) AS signature,
        NOT EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_proc'::regclass AND refobjid = p.oid) AS unused,
        EXISTS (SELECT FROM pg_description WHERE objoid = p.oid) AS commented
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
    WHERE n.nspname = 'app' AND p.prokind IN ('f', 'p') AND l.lanname IN ('sql', 'plpgsql') ORDER BY 1"""
VIEWS = """
    SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relkind, c.reloptions, pg_get_viewdef(c.oid) AS definition,
        NOT EXISTS (SELECT FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid WHERE d.refobjid = c.oid
            AND d.refobjsubid > 0 AND w.ev_class <> c.oid) AS unused
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND n.nspname IN ('app', 'Odd schema.1') ORDER BY 1"""
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename) AS name, data_type FROM pg_sequences WHERE schemaname = 'app' ORDER BY 1"""
ROLES = ['app_reader', 'app_writer', '"app owner"', '"Zoë"']


class Changes:
    """All that can be changed: kind -> [(sql, expected, acl)]."""

    def __init__(self, database):
        def ask(sql):
            return rows(database, sql)
        self.found = {}
        self.tables = ask(TABLES)
        self.columns = ask(COLUMNS)
        self.constraints = ask(CONSTRAINTS)
        self.policies = ask(POLICIES)
        self.indexes = ask(INDEXES)
        self.triggers = ask(TRIGGERS)
        self.functions = ask(FUNCTIONS)
        self.views = ask(VIEWS)
        self.sequences = ask(SEQUENCES)
        for part in (self.of_columns, self.of_constraints, self.of_tables, self.of_policies, self.of_views,
                     self.of_functions, self.of_triggers, self.of_indexes, self.of_types, self.of_sequences,
                     self.of_comments, self.of_privileges, self.of_the_rest):
            part()

    def add(self, change, sql, *expected, acl=False):
        """expected: (kind, name, what became of it)."""
        self.found.setdefault(change, []).append({
            'change': change, 'sql': sql, 'acl': acl,
            'expected': [dict(zip(('kind', 'name', 'change'), one)) for one in expected]})

    def of_columns(self):
        for table in self.tables:
            for definition in ('text', "integer DEFAULT 7 NOT NULL", "timestamp with time zone DEFAULT now()"):
                self.add('column added', f'ALTER TABLE {table["name"]} ADD COLUMN "added here" {definition}',
                         ('column', f'{table["name"]}."added here"', 'added'))
        for column in self.columns:
            table, name = column['table'], column['name']
            alter = f'ALTER TABLE {table} ALTER COLUMN {name}'
            changed = ('column', f'{table}.{name}', 'changed')
            if not column['commented']:
                self.add('column dropped', f'ALTER TABLE {table} DROP COLUMN {name}', ('column', f'{table}.{name}', 'removed'))
                self.add('column renamed', f'ALTER TABLE {table} RENAME COLUMN {name} TO renamed',
                         ('column', f'{table}.{name}', 'removed'), ('column', f'{table}.renamed', 'added'))
                if not column['is_last']:
                    default = f' DEFAULT {column["default"]}' if column['default'] else ''
                    never = ' NOT NULL' if column['attnotnull'] else ''
                    self.add('column moved to the end', f'ALTER TABLE {table} DROP COLUMN {name}; '
                             f'ALTER TABLE {table} ADD COLUMN {name} {column["type"]}{default}{never}',
                             ('table', table, 'order-only'))
            for old, new in (('integer', 'bigint'), ('text', 'character varying(99)'), ('date', 'timestamp without time zone'),
                             ('numeric(6,2)', 'numeric(7,2)'), ('character varying(200)', 'character varying(201)'),
                             ('timestamp with time zone', 'timestamp without time zone'),
                             ('timestamp(3) without time zone', 'timestamp(6) without time zone'),
                             ('numeric', 'numeric(12,4)'), ('jsonb', 'json'), ('bytea', 'text')):
                if column['type'] == old:
                    using = f' USING {name}::{new}' if old not in ('jsonb', 'bytea') else f' USING {name}::text::{new}'
                    self.add('column type', f'{alter} DROP DEFAULT; {alter} TYPE {new}{using}'
                             if column['default'] and old == 'jsonb' else f'{alter} TYPE {new}{using}', changed)
            self.add('NOT NULL', f'{alter} {"DROP" if column["attnotnull"] else "SET"} NOT NULL', changed)
            if column['default']:
                self.add('default dropped', f'{alter} DROP DEFAULT', changed)
            literal = {'integer': '41', 'text': "'other;'", 'boolean': 'true', 'numeric': '2.25', 'numeric(6,2)': '2.25',
                       'date': "'2001-02-03'", 'timestamp with time zone': "'2001-02-03 00:00+00'"}.get(column['type'])
            if literal:
                self.add('default set', f'{alter} SET DEFAULT {literal}', changed)
            if column['attstorage'] == 'x':
                self.add('column storage', f'{alter} SET STORAGE EXTERNAL', changed)
            self.add('column statistics', f'{alter} SET STATISTICS 333', changed)
            if column['type'] == 'text':
                self.add('column collation', f'{alter} TYPE text COLLATE "POSIX"', changed)
                self.add('column compression', f'{alter} SET COMPRESSION '
                         + ('lz4' if name != 'holder_name' else 'default'), changed)
        self.add('identity', 'ALTER TABLE app.account ALTER COLUMN id SET GENERATED BY DEFAULT',
                 ('column', 'app.account.id', 'changed'))
        self.add('identity', 'ALTER TABLE app.account ALTER COLUMN id SET INCREMENT BY 7',
                 ('column', 'app.account.id', 'changed'))
        self.add('generated', 'ALTER TABLE app.account ALTER COLUMN name_length DROP EXPRESSION',
                 ('column', 'app.account.name_length', 'changed'))
        self.add('generated', 'ALTER TABLE app.account DROP COLUMN name_length; ALTER TABLE app.account '
                 'ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name) + 1) STORED',
                 ('column', 'app.account.name_length', 'changed'))

    def of_constraints(self):
        for one in self.constraints:
            table, name, definition = one['table'], one['name'], one['definition']
            full = f'{table}.{name}'
            drop = f'ALTER TABLE {table} DROP CONSTRAINT {name}'
            self.add('constraint dropped', drop, ('constraint', full, 'removed'))
            changed = ('constraint', full, 'changed')
            again = f'{drop}; ALTER TABLE {table} ADD CONSTRAINT {name}'
            if not one['convalidated']:
                self.add('constraint validated', f'ALTER TABLE {table} VALIDATE CONSTRAINT {name}', changed)
            elif one['contype'] in 'cf' and 'NOT VALID' not in definition:
                self.add('constraint not validated', f'{again} {definition} NOT VALID', changed)
            if one['contype'] == 'c':
                body = definition.removesuffix(' NOT VALID').removeprefix('CHECK ')
                self.add('check text', f'{again} CHECK ({body} OR random() > 2)', changed)
                self.add('check text', f'{again} CHECK (({body}) IS NOT FALSE)', changed)
            if one['contype'] == 'f':
                for action in ('ON DELETE CASCADE', 'ON DELETE SET NULL', 'ON DELETE RESTRICT'):
                    if action not in definition:
                        plain = ' '.join(definition.split(' ON DELETE ')[0].split(' NOT VALID')[0].split())
                        kept = ' DEFERRABLE INITIALLY DEFERRED' if 'DEFERRABLE' in definition else ''
                        valid = ' NOT VALID' if 'NOT VALID' in definition else ''
                        self.add('foreign key action', f'{again} {plain} {action}{kept}{valid}', changed)
                self.add('constraint deferrable', f'ALTER TABLE {table} ALTER CONSTRAINT {name} '
                         + ('NOT DEFERRABLE' if one['condeferrable'] else 'DEFERRABLE'), changed)
        for column in self.columns:
            if column['type'] in ('integer', 'text'):
                self.add('constraint added', f'ALTER TABLE {column["table"]} ADD CONSTRAINT "new one" CHECK ({column["name"]} IS NOT NULL)',
                         ('constraint', f'{column["table"]}."new one"', 'added'))
                self.add('constraint added', f'ALTER TABLE {column["table"]} ADD CONSTRAINT "new one" UNIQUE ({column["name"]})',
                         ('constraint', f'{column["table"]}."new one"', 'added'))

    def of_tables(self):
        for table in self.tables:
            name = table['name']
            changed = ('table', name, 'changed')
            self.add('table storage', f'ALTER TABLE {name} SET (fillfactor = 55)', changed)
            self.add('replica identity', f'ALTER TABLE {name} REPLICA IDENTITY '
                     + ('DEFAULT' if table['relreplident'] == 'f' else 'FULL'), changed)
            self.add('logged', f'ALTER TABLE {name} SET ' + ('LOGGED' if table['relpersistence'] == 'u' else 'UNLOGGED'), changed)
            on, forced = table['relrowsecurity'], table['relforcerowsecurity']
            self.add('row security', f'ALTER TABLE {name} {"DISABLE" if on else "ENABLE"} ROW LEVEL SECURITY',
                     ('row security', name, 'changed' if forced else 'removed' if on else 'added'))
            self.add('row security forced', f'ALTER TABLE {name} {"NO FORCE" if forced else "FORCE"} ROW LEVEL SECURITY',
                     ('row security', name, 'changed' if on else 'removed' if forced else 'added'))
            self.add('table dropped', f'DROP TABLE {name}', ('table', name, 'removed'))
        self.add('table added', 'CREATE TABLE app.extra (id integer PRIMARY KEY, of bigint REFERENCES app.account); '
                 'CREATE INDEX ON app.extra (of); ALTER TABLE app.extra ENABLE ROW LEVEL SECURITY', ('table', 'app.extra', 'added'))

    def of_policies(self):
        for one in self.policies:
            name = f'{one["table"]}.{one["name"]}'
            on = f'POLICY {one["name"]} ON {one["table"]}'
            changed = ('policy', name, 'changed')
            if one['qual']:
                self.add('policy expression', f'ALTER {on} USING (({one["qual"]}) OR random() > 2)', changed)
            if one['with_check']:
                self.add('policy expression', f'ALTER {on} WITH CHECK (true)', changed)
            for role in ROLES:
                if [role.strip('"')] != one['roles']:
                    self.add('policy roles', f'ALTER {on} TO {role}', changed)
            if one['name'] != 'account_own':
                roles = ', '.join('PUBLIC' if role == 'public' else f'"{role}"' for role in one['roles'])
                parts = (f' USING ({one["qual"]})' if one['qual'] else '') + (f' WITH CHECK ({one["with_check"]})' if one['with_check'] else '')
                again = f'DROP {on}; CREATE {on} AS'
                other = 'RESTRICTIVE' if one['permissive'] == 'PERMISSIVE' else 'PERMISSIVE'
                self.add('policy permissive', f'{again} {other} FOR {one["cmd"]} TO {roles}{parts}', changed)
                command = {'ALL': 'UPDATE', 'SELECT': 'ALL', 'INSERT': 'ALL'}[one['cmd']]
                self.add('policy command', f'{again} {one["permissive"]} FOR {command} TO {roles}{parts}', changed)
                self.add('policy dropped', f'DROP {on}', ('policy', name, 'removed'))
        for table in self.tables:
            self.add('policy added', f'CREATE POLICY "new, odd" ON {table["name"]} FOR UPDATE TO app_reader USING (false)',
                     ('policy', f'{table["name"]}."new, odd"', 'added'))

    def of_views(self):
        for view in self.views:
            name, options = view['name'], view['reloptions'] or []
            kind = 'view' if view['relkind'] == 'v' else 'materialized view'
            changed = (kind, name, 'changed')
            if kind == 'view':
                for option in ('security_invoker', 'security_barrier'):
                    value = 'false' if f'{option}=true' in options else 'true'
                    self.add('view option', f'ALTER VIEW {name} SET ({option} = {value})', changed)
                if options and view['unused']:
                    self.add('view option', f'ALTER VIEW {name} RESET ({options[0].split("=")[0]})', changed)
                body = view['definition'].rstrip().rstrip(';')
                if not any('check_option' in option for option in options):
                    given = f' WITH ({", ".join(options)})' if options else ''
                    for way in (f'SELECT * FROM ({body}) AS inner_one WHERE random() < 2', f'({body}) LIMIT 9'):
                        self.add('view text', f'CREATE OR REPLACE VIEW {name}{given} AS {way}', changed)
                    self.add('view column added', f'CREATE OR REPLACE VIEW {name}{given} AS SELECT *, 1 AS one_more FROM ({body}) AS inner_one', changed)
            else:
                self.add('materialized view storage', f'ALTER MATERIALIZED VIEW {name} SET (fillfactor = 66)', changed)
        self.add('view added', 'CREATE VIEW app.fresh AS SELECT 1 AS one', ('view', 'app.fresh', 'added'))

    def of_functions(self):
        for one in self.functions:
            kind = 'function' if one['prokind'] == 'f' else 'procedure'
            changed = (kind, one['signature'], 'changed')
            alter = f'ALTER {kind} {one["identity"]}'
            if one['has_text']:
                text = one['definition']
                at = text.rindex(one['prosrc'])
                body = one['prosrc'] + '\n-- one remark more\n'
                self.add('function body', text[:at] + body + text[at + len(one['prosrc']):], changed)
            self.add('function security', f'{alter} SECURITY {"INVOKER" if one["prosecdef"] else "DEFINER"}', changed)
            self.add('function setting', f"{alter} SET lock_timeout = '3s'", changed)
            if kind == 'function':
                volatility = {'v': 'STABLE', 's': 'VOLATILE', 'i': 'STABLE'}[one['provolatile']]
                self.add('function volatility', f'{alter} {volatility}', changed)
                self.add('function cost', f'{alter} COST 77', changed)
                self.add('function strict', f'{alter} {"CALLED ON NULL INPUT" if one["proisstrict"] else "STRICT"}', changed)
                self.add('function parallel', f'{alter} PARALLEL {"UNSAFE" if one["proparallel"] == "s" else "SAFE"}', changed)
                self.add('function leakproof', f'{alter} {"NOT" if one["proleakproof"] else ""} LEAKPROOF', changed)
            if one['unused'] and not one['commented']:
                self.add('function dropped', f'DROP {kind} {one["identity"]}', (kind, one['signature'], 'removed'))
        self.add('function added', "CREATE FUNCTION app.twice(n bigint) RETURNS bigint LANGUAGE sql AS 'SELECT n * 2'",
                 ('function', 'app.twice(bigint)', 'added'))

    def of_triggers(self):
        for one in self.triggers:
            table = one['table']
            full = f'{table}.{one["name"]}'
            changed = ('trigger', full, 'changed')
            states = {'O': 'ENABLE', 'D': 'DISABLE', 'A': 'ENABLE ALWAYS', 'R': 'ENABLE REPLICA'}
            for letter, state in states.items():
                if letter != one['tgenabled']:
                    self.add('trigger state', f'ALTER TABLE {table} {state} TRIGGER {one["name"]}', changed)
            if not one['commented']:
                drop = f'DROP TRIGGER {one["name"]} ON {table}'
                self.add('trigger dropped', drop, ('trigger', full, 'removed'))
                text = one['definition']
                at = text.index('(', text.index('EXECUTE FUNCTION')) + 1
                argument = "'more'" if text[at] == ')' else "'more', "
                state = f'; ALTER TABLE {table} {states[one["tgenabled"]]} TRIGGER {one["name"]}' if one['tgenabled'] != 'O' else ''
                self.add('trigger definition', f'{drop}; {text[:at]}{argument}{text[at:]}{state}', changed)
        for table in self.tables:
            self.add('trigger added', f'CREATE TRIGGER "new one" AFTER UPDATE ON {table["name"]} FOR EACH ROW EXECUTE FUNCTION app.touch()',
                     ('trigger', f'{table["name"]}."new one"', 'added'))

    def of_indexes(self):
        for one in self.indexes:
            changed = ('index', one['name'], 'changed')
            drop = f'DROP INDEX {one["name"]}'
            text = one['definition']
            self.add('index dropped', drop, ('index', one['name'], 'removed'))
            self.add('index definition', f'{drop}; {text.split(" WHERE ")[0]} WHERE (1 < 2)', changed)
            if one['method'] == 'btree':
                self.add('index storage', f'ALTER INDEX {one["name"]} SET (fillfactor = 44)', changed)
                unique = text.replace('CREATE UNIQUE INDEX', 'CREATE INDEX') if one['indisunique'] else text.replace('CREATE INDEX', 'CREATE UNIQUE INDEX')
                self.add('index unique', f'{drop}; {unique}', changed)
        for column in self.columns:
            if column['type'] in ('integer', 'text', 'date'):
                schema = column['table'].rsplit('.', 1)[0] if not column['table'].startswith('"Odd') else '"Odd schema.1"'
                self.add('index added', f'CREATE INDEX "new, odd" ON {column["table"]} ({column["name"]} DESC)',
                         ('index', f'{schema}."new, odd"', 'added'))

    def of_types(self):
        changed = ('type', 'app.colour', 'changed')
        self.add('enum value', "ALTER TYPE app.colour ADD VALUE 'black'", changed)
        self.add('enum value', "ALTER TYPE app.colour ADD VALUE 'grey' BEFORE 'green'", changed)
        self.add('enum value', "ALTER TYPE app.state ADD VALUE 'waits' AFTER 'new'", ('type', 'app.state', 'changed'))
        self.add('enum order', "ALTER TYPE app.colour RENAME VALUE 'red' TO 'x'; ALTER TYPE app.colour RENAME VALUE 'blue' TO 'red'; "
                 "ALTER TYPE app.colour RENAME VALUE 'x' TO 'blue'", changed)
        self.add('composite type', 'ALTER TYPE app.size ADD ATTRIBUTE depth integer', ('type', 'app.size', 'changed'))
        self.add('composite type', 'ALTER TYPE app.size DROP ATTRIBUTE height', ('type', 'app.size', 'changed'))
        self.add('composite type', 'ALTER TYPE app.size ALTER ATTRIBUTE height TYPE bigint', ('type', 'app.size', 'changed'))
        for domain, check, old in (('percent', 'percent_range', "VALUE >= 0"), ('code', 'code_check', "VALUE IN ('a', 'b', 'c', 'd')")):
            changed = ('domain', f'app.{domain}', 'changed')
            self.add('domain check', f'ALTER DOMAIN app.{domain} DROP CONSTRAINT {check}', changed)
            self.add('domain check', f'ALTER DOMAIN app.{domain} DROP CONSTRAINT {check}; ALTER DOMAIN app.{domain} ADD CONSTRAINT {check} CHECK ({old})', changed)
            self.add('domain default', f"ALTER DOMAIN app.{domain} SET DEFAULT {'5' if domain == 'percent' else chr(39) + 'b' + chr(39)}", changed)
            self.add('domain NOT NULL', f'ALTER DOMAIN app.{domain} {"DROP" if domain == "percent" else "SET"} NOT NULL', changed)

    def of_sequences(self):
        for one in self.sequences:
            owned = {'app.account_id_seq': ('column', 'app.account.id', 'changed')}
            changed = owned.get(one['name'], ('sequence', one['name'], 'changed'))
            for option in ('INCREMENT BY 3', 'CACHE 9', 'MAXVALUE 2000000', 'START WITH 1234'):
                self.add('sequence option', f'ALTER SEQUENCE {one["name"]} {option}', changed)
        self.add('sequence option', 'ALTER SEQUENCE app.ticket_number NO CYCLE', ('sequence', 'app.ticket_number', 'changed'))

    def of_comments(self):
        for column in self.columns:
            self.add('comment', f"COMMENT ON COLUMN {column['table']}.{column['name']} IS 'another; one'",
                     ('column', f'{column["table"]}.{column["name"]}', 'comment-only'))
        for table in self.tables:
            self.add('comment', f"COMMENT ON TABLE {table['name']} IS 'another'", ('table', table['name'], 'comment-only'))
        self.add('comment', 'COMMENT ON TABLE app.account IS NULL', ('table', 'app.account', 'comment-only'))
        for one in self.functions:
            kind = 'function' if one['prokind'] == 'f' else 'procedure'
            self.add('comment', f"COMMENT ON {kind} {one['identity']} IS 'another'", (kind, one['signature'], 'comment-only'))

    def of_privileges(self):
        def add(sql, name, change='changed', kind='privilege'):
            self.add(kind, sql, ('privilege', name, change), acl=True)
        for table in self.tables:
            for role in ROLES:
                add(f'GRANT DELETE ON {table["name"]} TO {role}', table['name'], 'changed' if table['granted'] else 'added')
        add('REVOKE SELECT ON app.account FROM app_reader', 'app.account')
        add('REVOKE GRANT OPTION FOR UPDATE ON app.account FROM app_writer', 'app.account')
        add('GRANT EXECUTE ON FUNCTION app.whoami() TO PUBLIC', 'app.whoami()')
        add('REVOKE EXECUTE ON FUNCTION app.whoami() FROM app_writer', 'app.whoami()')
        add('GRANT CREATE ON SCHEMA app TO app_writer', 'app')
        add('REVOKE USAGE ON SCHEMA app FROM app_reader', 'app')
        add('GRANT UPDATE (model) ON app.device TO app_reader', 'app.device')
        add('REVOKE SELECT (id) ON app.device FROM PUBLIC', 'app.device')
        add('GRANT SELECT ON SEQUENCE app.ticket_number TO app_reader', 'app.ticket_number')
        for sql, change in (('GRANT INSERT ON TABLES TO app_writer', 'changed'), ('REVOKE SELECT ON TABLES FROM app_reader', 'removed')):
            add(f'ALTER DEFAULT PRIVILEGES IN SCHEMA app {sql}',
                'DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA app ON TABLES', change, 'default privilege')

    def of_the_rest(self):
        self.add('rule state', 'ALTER TABLE app.cache ENABLE RULE cache_kept', ('rule', 'app.cache.cache_kept', 'changed'))
        self.add('rule text', 'CREATE OR REPLACE RULE cache_kept AS ON DELETE TO app.cache WHERE OLD.level > 6 DO INSTEAD NOTHING',
                 ('rule', 'app.cache.cache_kept', 'changed'))
        self.add('rule dropped', 'DROP RULE cache_kept ON app.cache', ('rule', 'app.cache.cache_kept', 'removed'))
        self.add('statistics', 'ALTER STATISTICS app.account_kind_state SET STATISTICS 44',
                 ('statistics', 'app.account_kind_state', 'changed'))
        self.add('statistics', 'DROP STATISTICS app.account_kind_state', ('statistics', 'app.account_kind_state', 'removed'))
        self.add('extension added', 'CREATE EXTENSION pg_trgm SCHEMA extensions', ('extension', 'pg_trgm', 'added'))
        self.add('cast dropped', 'DROP CAST (app.money_amount AS text)', ('cast', '(app.money_amount AS text)', 'removed'))
        self.add('aggregate', "DROP AGGREGATE app.sum_of(integer); CREATE AGGREGATE app.sum_of(integer) "
                 "(sfunc = app.add_state, stype = bigint, initcond = '1')", ('aggregate', 'app.sum_of(integer)', 'changed'))
        self.add('operator', 'ALTER OPERATOR app.=~= (double precision, double precision) SET (RESTRICT = eqsel)',
                 ('operator', 'app.=~= (double precision, double precision)', 'changed'))
        self.add('text search', 'ALTER TEXT SEARCH DICTIONARY app.plain (accept = false)',
                 ('text search dictionary', 'app.plain', 'changed'))
        self.add('text search', 'ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR int WITH simple',
                 ('text search configuration', 'app.search', 'changed'))
        self.add('schema added', 'CREATE SCHEMA "Another"', ('schema', '"Another"', 'added'))
        self.add('foreign data', "ALTER SERVER elsewhere OPTIONS (SET host 'example.org')", ('server', 'elsewhere', 'changed'))
        self.add('foreign data', "ALTER FOREIGN TABLE app.remote OPTIONS (SET table_name 'others')",
                 ('foreign table', 'app.remote', 'changed'))


def group_of(change, groups, database):
    """The number of the first group that it fits in; groups: [(acl, objects, sql)] grow by it."""
    objects = set(re.findall(r'(?:app|"Odd schema\.1")\.(?:"(?:[^"]|"")*"|\w+)|"?new[ ,]+\w+"?', change['sql']))
    objects |= {one['name'] for one in change['expected']}
    for number, (acl, others, sql) in enumerate(groups):
        together = f'{sql};\n{change["sql"]}'
        if acl == change['acl'] and not objects & others and accepted(database, [{'sql': together}]):
            groups[number] = (acl, objects | others, together)
            return number
    groups.append((change['acl'], objects, change['sql']))
    return len(groups) - 1


def main():
    seed, count, database = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    choice = random.Random(seed)
    found = Changes(database).found
    for changes in found.values():
        choice.shuffle(changes)
    kinds = list(found)
    choice.shuffle(kinds)
    made = []
    while len(made) < count and any(found.values()):
        made += accepted(database, [found[kind].pop() for kind in kinds if found[kind]])
    groups = []
    for number, change in enumerate(made[:count], 1):
        print(json.dumps({'number': number, 'group': group_of(change, groups, database)} | change, ensure_ascii=False))


main()
