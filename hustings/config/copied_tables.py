"""Which tables a backup holds: all of them but those that must not, or need not, come back."""

from dataclasses import dataclass

from psycopg import Cursor, sql

LEFT_OUT = {
    "access_errand": "what a request left to the worker ends with the installation that asked",
    "access_quota": "what was taken of quotas fills again within a week",
    "accounts_session": "nobody is signed in after a restore",
    "auth_group_permissions": "made by Django and used by nothing of ours",
    "auth_permission": "made by migrate",
    "django_content_type": "made by migrate",
    "django_migrations": "made by migrate; compared, never written",
    "hustings_cache": "a cache",
    "work_job": "long work under way; its errand and its place in the queue are gone",
}
"""With the reason. The queue's own tables (`procrastinate_`) and the scope's schema (`access`) are out too."""

Row = tuple[object, ...]


@dataclass(frozen=True)
class CopiedTable:
    """A table, and its columns in order; generated ones make themselves."""

    name: str
    columns: tuple[str, ...]

    @property
    def columns_sql(self) -> sql.Composed:
        return sql.SQL(", ").join(sql.Identifier(column) for column in self.columns)

    def copy_out(self) -> sql.Composed:
        """Every row, in the text form that all versions of PostgreSQL read."""
        return sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
            self.columns_sql, sql.Identifier(self.name)
        )

    def copy_in(self) -> sql.Composed:
        return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(self.name), self.columns_sql)


def find_tables(cursor: Cursor[Row]) -> list[CopiedTable]:
    """The tables a backup holds, by name."""
    cursor.execute(
        """
        SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND NOT starts_with(c.relname, 'procrastinate_') AND NOT c.relname = ANY (%s)
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        GROUP BY c.relname ORDER BY c.relname
        """,
        [list(LEFT_OUT)],
    )
    return [CopiedTable(str(name), tuple(columns)) for name, columns in cursor.fetchall()]  # type: ignore[arg-type]


def find_migrations(cursor: Cursor[Row]) -> list[str]:
    """The migrations this database has had, each as `app.name`."""
    cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [str(name) for (name,) in cursor.fetchall()]


def set_sequences(cursor: Cursor[Row], table: CopiedTable) -> None:
    """Let numbers that the database gives out go on after the highest that came back."""
    for column in table.columns:
        cursor.execute("SELECT pg_get_serial_sequence(quote_ident(%s), %s)", [table.name, column])
        found = cursor.fetchone()
        if found is not None and found[0] is not None:
            statement = sql.SQL(
                "SELECT setval({}::regclass, coalesce(max({}), 0) + 1, false) FROM {}"
            ).format(sql.Literal(found[0]), sql.Identifier(column), sql.Identifier(table.name))
            cursor.execute(statement)
