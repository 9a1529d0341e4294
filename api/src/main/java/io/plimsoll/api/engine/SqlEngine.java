package io.plimsoll.api.engine;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Runs one read-only SQL statement over the tables it is handed, and over nothing else. Thread-safe. */
@ConsumerType
public interface SqlEngine {
  /**
   * Runs a query.
   *
   * @param sql one SELECT (or WITH, VALUES, DESCRIBE, EXPLAIN) statement
   * @param tables everything the statement may read
   * @throws io.plimsoll.api.PlimsollException {@code REFUSED} for a statement that reads or writes anything
   *     else; {@code INVALID_REQUEST} for one that cannot be understood; {@code LIMIT_EXCEEDED}
   */
  SqlAnswer query(String sql, List<SqlTable> tables, SqlLimits limits);
}
