package io.plimsoll.host.cost;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.host.collect.Publication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The rollups of one workspace that are open. A rollup is opened when it is first asked and closed when
 * nothing points to it any more; no question sees one close.
 */
public final class OpenRollups implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final CostEngine engine;
  private final Predicate<Object> current;
  private final Path folder;
  private final Supplier<List<Publication>> publications;
  private final Map<String, Rollup> open = new HashMap<>();
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  /**
   * @param current whether a rollup is of the version of the engine that a question would go to
   * @param publications what is shown now
   */
  public OpenRollups(
      CostEngine engine, Predicate<Object> current, Path folder, Supplier<List<Publication>> publications) {
    this.engine = engine;
    this.current = current;
    this.folder = folder;
    this.publications = publications;
  }

  /** What is shown and the rollups of it, in the same order. */
  public record Shown(List<Publication> publications, List<Rollup> rollups) {}

  /** Asks a question of what is shown now; the rollups stay open until it is answered. */
  public <T> T ask(Function<Shown, T> question) {
    for (int attempt = 1; ; attempt++) {
      List<Publication> shown = publications.get();
      openMissing(shown, attempt == ATTEMPTS);
      use.readLock().lock();
      try {
        List<Rollup> rollups = new ArrayList<>();
        shown.forEach(
            p -> {
              Rollup rollup = open.get(p.rollup());
              if (rollup != null) {
                rollups.add(rollup);
              }
            });
        if (rollups.size() == shown.size()) {
          return question.apply(new Shown(shown, rollups));
        }
      } finally {
        use.readLock().unlock();
      }
      // Another process published meanwhile and removed a file: look at what is shown now.
    }
  }

  private void openMissing(List<Publication> shown, boolean last) {
    Set<String> names = new HashSet<>();
    shown.forEach(p -> names.add(p.rollup()));
    use.readLock().lock();
    try {
      if (open.keySet().equals(names) && open.values().stream().allMatch(current)) {
        return;
      }
    } finally {
      use.readLock().unlock();
    }
    use.writeLock().lock();
    try {
      open.entrySet()
          .removeIf(
              e -> {
                boolean gone = !names.contains(e.getKey()) || !current.test(e.getValue());
                if (gone) {
                  e.getValue().close();
                }
                return gone;
              });
      for (String name : names) {
        if (!open.containsKey(name)) {
          Path file = folder.resolve(name);
          if (Files.exists(file)) {
            open.put(name, engine.open(file));
          } else if (last) {
            throw new PlimsollException(
                ErrorCode.STORAGE_CORRUPT, "The rollup " + name + " is gone.", "Collect again: it is made anew.");
          }
        }
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  /** Closes the rollups that an older version of the engine opened, unless a question is under way. */
  public void letGoOfOld() {
    if (!use.writeLock().tryLock()) {
      return;
    }
    try {
      open.values()
          .removeIf(
              rollup -> {
                boolean old = !current.test(rollup);
                if (old) {
                  rollup.close();
                }
                return old;
              });
    } finally {
      use.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      open.values().forEach(Rollup::close);
      open.clear();
    } finally {
      use.writeLock().unlock();
    }
  }
}
