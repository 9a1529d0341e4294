package io.plimsoll.engine.duckdb;

import java.util.Set;

/**
 * A statement that may run.
 *
 * @param sql its text
 * @param tables the tables it names
 * @param explains whether it asks for the plan only
 */
record AllowedStatement(String sql, Set<String> tables, boolean explains) {}
