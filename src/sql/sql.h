/* SPDX-License-Identifier: MIT */
/*
 * What the SQL of a migration says: its statements, and a table of facts that rules read. All of it
 * is plain data in an arena, and positions are offsets in the file: PostgreSQL's parse nodes are
 * known to this folder alone.
 */
#ifndef MIGHOOK_SQL_SQL_H
#define MIGHOOK_SQL_SQL_H

#include "migration/set.h"
#include "sql/attribute.h"
#include "sql/object.h"

/* What is done to an object. */
enum act {
	ACT_CREATE,
	ACT_DROP,
	ACT_RENAME, /* to `new_name` */
	ACT_MOVE, /* to the schema `new_name` */
	ACT_ALTER, /* any other change of its definition */
	ACT_SET_TYPE, /* of a column, to `type` */
	ACT_SET_NOT_NULL,
	ACT_DROP_NOT_NULL,
	ACT_SET_DEFAULT,
	ACT_VALIDATE, /* a constraint */
	ACT_ENABLE_ROW_SECURITY,
	ACT_DISABLE_ROW_SECURITY,
	ACT_LIKE, /* a table takes over columns of another one, its `target` */
	ACT_ATTACH, /* as a partition of the `target`; with FACT_OTHER_WAY: INHERIT */
	ACT_DETACH, /* from it a partition, the `target`; with FACT_OTHER_WAY: NO INHERIT of that */
	ACT_COMMENT,
	ACT_INSERT,
	ACT_UPDATE,
	ACT_DELETE,
	ACT_MERGE,
	ACT_TRUNCATE,
	ACT_COPY, /* into a table */
	ACT_READ, /* a SELECT at the top, COPY to a client */
	ACT_CALL, /* a procedure */
	ACT_GRANT,
	ACT_REVOKE,
	ACT_SET, /* a configuration parameter, `object.name`, to `value` */
	ACT_LOCK,
	ACT_REINDEX,
	ACT_REFRESH,
	ACT_RUN_BLOCK, /* DO */
};

enum constraint_kind {
	CONSTRAINT_NONE,
	CONSTRAINT_CHECK,
	CONSTRAINT_FOREIGN_KEY,
	CONSTRAINT_UNIQUE,
	CONSTRAINT_PRIMARY_KEY,
	CONSTRAINT_EXCLUDE,
	CONSTRAINT_NOT_NULL,
};

enum fact_flags {
	FACT_GUARDED = 1 << 0, /* IF [NOT] EXISTS, ON CONFLICT, WHERE NOT EXISTS */
	FACT_REPLACES = 1 << 1, /* OR REPLACE */
	FACT_CASCADE = 1 << 2,
	FACT_CONCURRENTLY = 1 << 3,
	FACT_TEMPORARY = 1 << 4,
	FACT_PART = 1 << 5, /* a column or constraint of the table that the same statement creates */
	FACT_ONLY = 1 << 6, /* ON ONLY */
	/* columns */
	FACT_NOT_NULL = 1 << 7,
	FACT_DEFAULT = 1 << 8, /* has one, and it is not NULL */
	FACT_VOLATILE = 1 << 9, /* and it may differ from row to row */
	FACT_SERIAL = 1 << 10,
	FACT_IDENTITY = 1 << 11,
	FACT_GENERATED = 1 << 12, /* ALWAYS AS (...) STORED */
	/* constraints and indexes */
	FACT_NOT_VALID = 1 << 13,
	FACT_USING_INDEX = 1 << 14,
	FACT_UNIQUE = 1 << 16,
	FACT_PARTIAL = 1 << 17, /* WHERE, and more than its first column IS NOT NULL */
	/* UPDATE, DELETE */
	FACT_ALL_ROWS = 1 << 18, /* no WHERE, or one that is always true */
	FACT_BACKFILL = 1 << 19, /* or one that only asks for rows not yet filled, or joins */
	FACT_SELECTIVE = 1 << 20, /* asks for values of a key or a range of them */
	FACT_LIMITED = 1 << 21, /* takes its rows from a sub-select with LIMIT */
	/* functions */
	FACT_SECURITY_DEFINER = 1 << 22,
	FACT_SETS_SEARCH_PATH = 1 << 23,
	/* GRANT, REVOKE */
	FACT_ALL_PRIVILEGES = 1 << 24,
	FACT_ALL_IN_SCHEMA = 1 << 25, /* ON ALL TABLES IN SCHEMA, and ALTER DEFAULT PRIVILEGES */
	FACT_DEFAULT_PRIVILEGES = 1 << 26,
	/* policies */
	FACT_USING_TRUE = 1 << 27, /* USING (true) or WITH CHECK (true) */
	FACT_RESTRICTIVE = 1 << 28,
	/* COPY */
	FACT_FROM_FILE = 1 << 29, /* from or to a file of the server, or a program */
	/* a SET that is LOCAL, an enum value with BEFORE or AFTER, a new type with COLLATE or whose
	   USING computes */
	FACT_OTHER_WAY = 1 << 30,
};

struct data_type {
	struct object_name name; /* "int4", "varchar", ...; schema pg_catalog left out */
	int32_t modifiers[2];
	unsigned modifier_count;
	bool is_array;
};

struct fact {
	enum act act;
	enum object_kind kind;
	size_t statement; /* index in the statements */
	unsigned flags; /* enum fact_flags */
	enum constraint_kind constraint; /* KIND_CONSTRAINT */
	struct object_name object; /* what it is done to; with FACT_ALL_IN_SCHEMA the schema */
	struct object_name table; /* that a column, index, constraint, policy, trigger belongs to */
	struct str column; /* behind which a constraint stands; ptr NULL: it stands alone */
	/* table that a foreign key points to, function of a trigger, role or database of a SET */
	struct object_name target;
	struct str new_name;
	struct str
		value; /* of a SET; method of an index; command of a policy; language of a function */
	struct data_type type; /* of a column; what a function returns */
	struct str_list columns; /* of a constraint (a CHECK: those it asks IS NOT NULL of) or index, of
								an INSERT or UPDATE; privileges; the schemas of a search_path, one
								by one */
	struct str_list roles; /* of a GRANT or a policy; "public" is everybody */
	struct attributes attributes; /* what else the definition says; absent keys: not said */
};

/* As SQL: "numeric(10, 2)", "text[]". */
struct str data_type_sql(struct arena *arena, const struct data_type *type);

/* As the server shows it (format_type): "numeric(10,2)", "character varying(20)", "integer[]". */
struct str data_type_format(struct arena *arena, const struct data_type *type);

enum literal_place {
	LITERAL_VALUE, /* anywhere else in an expression */
	LITERAL_COLUMN, /* the value of a column, `owner` */
	LITERAL_ARGUMENT, /* of a function, `owner` */
	LITERAL_OPTION, /* of a role, server, user mapping, subscription: its name in `owner` */
	LITERAL_SETTING, /* of the parameter `owner` */
	LITERAL_COMMENT, /* COMMENT ON, SECURITY LABEL */
};

/* A string constant. */
struct literal {
	size_t from, to; /* with its quotes; both 0: the place is not known */
	struct str value;
	enum literal_place place;
	struct str owner;
	struct str type; /* that it is cast to; ptr NULL: none */
	size_t statement;
};

/* A function called. */
struct call {
	size_t offset;
	struct object_name function;
	size_t statement;
};

/* `*` as a column of a SELECT. */
struct star {
	size_t offset;
	size_t statement;
};

/* What surrounds a statement. */
enum statement_place {
	PLACE_TOP,
	PLACE_BLOCK, /* in a DO block: it runs now */
	PLACE_BODY, /* in a function: it runs when that is called */
};

enum transaction_act {
	TRANSACTION_NONE,
	TRANSACTION_BEGIN,
	TRANSACTION_COMMIT,
	TRANSACTION_ROLLBACK,
	TRANSACTION_SAVEPOINT, /* and RELEASE, ROLLBACK TO: only inside a transaction */
	TRANSACTION_PREPARE, /* ends it on this connection */
};

/* Errors that the blocks around a statement catch, and go on. */
enum caught {
	CAUGHT_DUPLICATE_OBJECT = 1,
	CAUGHT_DUPLICATE_TABLE = 2,
	CAUGHT_DUPLICATE_COLUMN = 4,
	CAUGHT_DUPLICATE_FUNCTION = 8,
	CAUGHT_DUPLICATE_SCHEMA = 16,
	CAUGHT_SECOND_KEY = 32, /* a second primary key */
	CAUGHT_UNIQUE = 64,
	CAUGHT_UNDEFINED = 128,
	CAUGHT_ALL = 255,
};

struct statement {
	size_t from, to; /* without the ';' */
	const char *verb; /* "CREATE INDEX"; NULL: did not parse */
	const char *outside; /* "CREATE INDEX CONCURRENTLY": refuses to run in a transaction; or NULL */
	enum statement_place place;
	size_t outer; /* that it stands in; its own index at the top */
	bool is_conditional; /* in a branch of an IF that looks whether something is there */
	unsigned caught; /* enum caught */
	bool tolerates_missing_table; /* ALTER TABLE IF EXISTS */
	bool is_undone; /* a ROLLBACK of the file takes it back */
	enum transaction_act transaction_act;
	bool chains; /* COMMIT AND CHAIN */
	bool returns_early; /* a DO block with a RETURN in one of its branches */
	bool raises_error; /* a DO block with a RAISE EXCEPTION or ASSERT */
	bool ends_transaction; /* a DO block with a COMMIT or ROLLBACK */
	size_t transaction; /* number of the one it runs in; 0: one of its own */
	size_t first_fact, fact_count;
	unsigned step; /* in the history that a catalog replays; 0: it was not */
	struct str body; /* of a DO block or function, a view of the file; ptr NULL: none */
};

struct syntax_error {
	size_t offset, to; /* of the statement's end */
	size_t statement_from;
	struct str message; /* one line, "syntax error at or near ..." */
	unsigned later; /* major version whose grammar has it; 0: none is known */
	const char *later_name; /* what that syntax is */
	bool misses_semicolon; /* what stands before it is a whole statement */
	bool is_body; /* in a function or DO block */
};

/* A part that cannot be read. */
struct opaque {
	size_t from, to;
	const char *reason;
};

/* What a client would put in or do before the server sees it: \i file, :name, ${NAME}. */
struct client_text {
	size_t from, to;
	bool is_variable;
};

enum transaction_mistake_kind {
	MISTAKE_NEVER_ENDED,
	MISTAKE_NESTED,
	MISTAKE_NOT_BEGUN,
	MISTAKE_ENDS_RUNNERS, /* a COMMIT or ROLLBACK of the transaction that the runner began */
	MISTAKE_RUNNERS_NESTED, /* a BEGIN inside it */
};

struct transaction_mistake {
	size_t statement;
	enum transaction_mistake_kind kind;
};

struct catalog;

/* The SQL of a migration in one direction. */
struct sql {
	const struct migration_file *file;
	struct str text; /* of the whole file */
	size_t from, to; /* the part that is judged */
	bool is_down;
	enum wrapping wrapping;
	struct {
		struct statement *items;
		size_t count, capacity;
	} statements;
	struct {
		struct fact *items;
		size_t count, capacity;
	} facts;
	struct {
		struct literal *items;
		size_t count, capacity;
	} literals;
	struct {
		struct call *items;
		size_t count, capacity;
	} calls;
	struct {
		struct star *items;
		size_t count, capacity;
	} stars;
	struct {
		struct syntax_error *items;
		size_t count, capacity;
	} errors;
	struct {
		struct opaque *items;
		size_t count, capacity;
	} opaques;
	struct {
		struct client_text *items;
		size_t count, capacity;
	} client_texts;
	struct {
		struct transaction_mistake *items;
		size_t count, capacity;
	} mistakes;
	bool drops; /* some fact is a DROP */
	bool has_inner; /* some statement stands in another one */
	const struct catalog *catalog; /* that has replayed it, as its statements' steps say; or NULL */
};

/* Reads [from, to) of a file's content into `arena`. Never fails: what cannot be read is listed as
 * such. What lies in `scratch` is of no use afterwards. */
struct sql *sql_read(struct arena *arena, struct arena *scratch, const struct migration_file *file,
	size_t from, size_t to, bool is_down, enum wrapping wrapping);

/* The same in two steps: what is to be read, and its reading, which another thread may do. */
struct sql *sql_unread(struct arena *arena, const struct migration_file *file, size_t from,
	size_t to, bool is_down, enum wrapping wrapping);
void sql_read_text(struct sql *sql, struct arena *arena, struct arena *scratch);

/* Major version of PostgreSQL whose grammar reads. */
unsigned sql_grammar_version(void);

/* The table that the statement names: what is altered, or has what is. */
static inline struct object_name fact_table(const struct fact *fact)
{
	bool inherits = fact->flags & FACT_OTHER_WAY;

	if ((fact->act == ACT_ATTACH && !inherits) || (fact->act == ACT_DETACH && inherits))
		return fact->target;
	return fact->table.name.ptr ? fact->table : fact->object;
}

/* The statement of a fact. */
static inline const struct statement *fact_statement(const struct sql *sql, const struct fact *fact)
{
	return &sql->statements.items[fact->statement];
}

#endif
