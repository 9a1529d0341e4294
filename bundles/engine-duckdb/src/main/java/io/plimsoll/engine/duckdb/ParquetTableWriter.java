package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.engine.TableWriter;
import io.plimsoll.api.plugin.Plugin;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Writes tables as Parquet with zstd, which DuckDB, Spark and Trino read. No text of a user comes near it. */
@Plugin(name = "parquet", type = TableWriter.class, restartToUpgrade = true)
public final class ParquetTableWriter implements TableWriter {
  private static final long MEMORY_BYTES = 512L << 20;
  private static final int THREADS = 2;

  @Override
  public String format() {
    return "parquet";
  }

  @Override
  public long write(SqlTable table, Path file) {
    QueryState state = new QueryState();
    try (BufferAllocator allocator = new RootAllocator(MEMORY_BYTES / 2);
        LockedDatabase database = LockedDatabase.open(THREADS, MEMORY_BYTES)) {
      TableSource source = new TableSource(table);
      source.create(database, allocator, state);
      Set<Path> reachable = source.files();
      reachable.add(file.toAbsolutePath().normalize());
      database.lock(reachable);
      database.run(
          "COPY (SELECT * FROM " + LockedDatabase.name(table.name()) + ") TO "
              + LockedDatabase.text(file.toAbsolutePath().normalize().toString()) + " (FORMAT parquet, COMPRESSION zstd)");
      return database.ask(
          "SELECT count(*) FROM read_parquet(" + LockedDatabase.text(file.toAbsolutePath().normalize().toString()) + ")",
          rows -> {
            rows.next();
            return rows.getLong(1);
          });
    } catch (SQLException e) {
      if (state.failure() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          file.getFileName() + " could not be written: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + '.',
          "Check that its folder can be written and has space.",
          e);
    }
  }
}
