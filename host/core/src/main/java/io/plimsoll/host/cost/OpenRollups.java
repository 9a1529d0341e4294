package io.plimsoll.host.cost;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.Publication.Piece;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/**
 * The rollups of one workspace that are open. A rollup is opened when it is first asked and closed when
 * nothing points to it any more; no question sees one close. Days that were replaced are left out.
 */
public final class OpenRollups implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final CostEngine engine;
  private final Predicate<Object> current;
  private final Path folder;
  private final Supplier<List<Publication>> publications;
  private final Map<String, Rollup> files = new HashMap<>();
  private final Map<Piece, Rollup> open = new HashMap<>();
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  /** What was open when it was last asked; changed under the lock of writing, or by who found it open under that of reading. */
  private volatile @Nullable Ready ready;

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

  /** What is shown. */
  public record Shown(List<ShownPeriod> periods) {
    /** Keeps its own copy. */
    public Shown {
      periods = List.copyOf(periods);
    }

    /** The publications. */
    public List<Publication> publications() {
      return periods.stream().map(ShownPeriod::publication).toList();
    }

    /** The rollups of all of them. */
    public List<Rollup> rollups() {
      return periods.stream().flatMap(p -> p.rollups().stream()).toList();
    }
  }

  /**
   * A publication and the rollups that together hold it.
   *
   * @param rollups without the days that are not shown from them
   */
  public record ShownPeriod(Publication publication, List<Rollup> rollups) {
    /** Keeps its own copy. */
    public ShownPeriod {
      rollups = List.copyOf(rollups);
    }
  }

  /** The very list of publications whose rollups are all open. */
  private record Ready(List<Publication> publications, Shown shown) {}

  /** Asks a question of what is shown now; the rollups stay open until it is answered. */
  public <T> T ask(Function<Shown, T> question) {
    for (int attempt = 1; ; attempt++) {
      List<Publication> shown = publications.get();
      use.readLock().lock();
      try {
        Ready open = ready;
        if (open != null && open.publications() == shown && areCurrent()) {
          return question.apply(open.shown());
        }
      } finally {
        use.readLock().unlock();
      }
      Set<Piece> pieces = new HashSet<>();
      shown.forEach(p -> pieces.addAll(p.pieces()));
      openMissing(pieces, attempt == ATTEMPTS);
      use.readLock().lock();
      try {
        if (open.keySet().containsAll(pieces)) {
          Shown all =
              new Shown(shown.stream().map(p -> new ShownPeriod(p, p.pieces().stream().map(open::get).toList())).toList());
          ready = new Ready(shown, all);
          return question.apply(all);
        }
      } finally {
        use.readLock().unlock();
      }
      // Another process published meanwhile and removed a file: look at what is shown now.
    }
  }

  private void openMissing(Set<Piece> pieces, boolean last) {
    use.readLock().lock();
    try {
      if (open.keySet().equals(pieces) && areCurrent()) {
        return;
      }
    } finally {
      use.readLock().unlock();
    }
    use.writeLock().lock();
    try {
      Set<String> names = new HashSet<>();
      pieces.forEach(p -> names.add(p.rollup()));
      closeFiles(name -> !names.contains(name) || !current.test(files.get(name)));
      open.keySet().retainAll(pieces);
      for (Piece piece : pieces) {
        if (!open.containsKey(piece)) {
          Path file = folder.resolve(piece.rollup());
          if (files.containsKey(piece.rollup()) || Files.exists(file)) {
            Rollup whole = files.computeIfAbsent(piece.rollup(), name -> engine.open(file));
            open.put(piece, piece.without().isEmpty() ? whole : whole.without(piece.leftOut()));
          } else if (last) {
            throw new PlimsollException(
                ErrorCode.STORAGE_CORRUPT, "The rollup " + piece.rollup() + " is gone.",
                "Collect again: it is made anew.");
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
      closeFiles(name -> !current.test(files.get(name)));
    } finally {
      use.writeLock().unlock();
    }
  }

  private boolean areCurrent() {
    for (Rollup file : files.values()) {
      if (!current.test(file)) {
        return false;
      }
    }
    return true;
  }

  /** Closes these files and forgets what is shown of them. */
  private void closeFiles(Predicate<String> which) {
    ready = null;
    List<String> gone = files.keySet().stream().filter(which).toList();
    open.keySet().removeIf(piece -> gone.contains(piece.rollup()));
    gone.forEach(name -> files.remove(name).close());
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      ready = null;
      open.clear();
      files.values().forEach(Rollup::close);
      files.clear();
    } finally {
      use.writeLock().unlock();
    }
  }
}
