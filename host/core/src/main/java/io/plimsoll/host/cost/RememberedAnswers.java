package io.plimsoll.host.cost;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.host.collect.Publication;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the rollups of one organisation, kept as long as what they were made of is shown: the page that everybody
 * looks at asks the same each time, and of many who ask at once one works it out. A few answers, which together have no
 * more than {@value #ALL_ROWS} rows. Thread-safe.
 */
public final class RememberedAnswers {
  private static final int ANSWERS = 32;
  private static final int ROWS = 20_000;
  private static final int ALL_ROWS = 60_000;

  private volatile Memory memory = new Memory(List.of());

  /**
   * What is remembered of what is shown.
   *
   * @param answers those that are worked out and those that are being so; one that cannot be remembered comes to {@code
   *     null}
   * @param rows how many those have that are
   */
  private record Memory(List<Publication> shown, Map<Asked, CompletableFuture<@Nullable CostResult>> answers, AtomicInteger rows) {
    Memory(List<Publication> shown) {
      this(List.copyOf(shown), new ConcurrentHashMap<>(), new AtomicInteger());
    }
  }

  /**
   * All that an answer depends on.
   *
   * @param visible what of that which is shown may be in it
   * @param waiting the runs that say what is missing
   */
  private record Asked(CostQuery query, Parts visible, List<Run> waiting, LocalDate today) {}

  /** Publications, each the same as another only when it is that one: they hold the names of all their files. */
  private static final class Parts {
    private final List<Publication> publications;

    Parts(List<Publication> publications) {
      this.publications = publications;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Parts parts && isSame(publications, parts.publications);
    }

    @Override
    public int hashCode() {
      int hash = 1;
      for (Publication publication : publications) {
        hash = 31 * hash + System.identityHashCode(publication);
      }
      return hash;
    }
  }

  /**
   * The answer to a question, remembered or new.
   *
   * @param all what the organisation shows now; when it is something else than before, everything is forgotten
   * @param visible what of it who asks may see
   */
  CostResult of(
      CostQuery query, List<Publication> all, List<Publication> visible, List<Run> waiting, LocalDate today, Supplier<CostResult> answer) {
    Asked asked = new Asked(query, new Parts(visible), waiting, today);
    Memory now = memory;
    if (!isSame(now.shown(), all)) {
      now = new Memory(all);
      memory = now;
    }
    CompletableFuture<@Nullable CostResult> own = new CompletableFuture<>();
    CompletableFuture<@Nullable CostResult> known = now.answers().putIfAbsent(asked, own);
    if (known == null) {
      return workOut(now, asked, own, answer);
    }
    CostResult remembered = await(known);
    // What kept another one from an answer may be his own, such as being cut short.
    return remembered == null ? answer.get() : remembered;
  }

  private static CostResult workOut(
      Memory memory, Asked asked, CompletableFuture<@Nullable CostResult> own, Supplier<CostResult> answer) {
    CostResult kept = null;
    try {
      CostResult made = answer.get();
      // An export may be written anew at any time; only what lies in rollups stays as it is.
      if (made.source() == CostResult.Source.ROLLUP && made.rows().size() <= ROWS) {
        kept = made;
      }
      return made;
    } finally {
      if (kept == null) {
        memory.answers().remove(asked, own);
      } else {
        makeRoom(memory, asked, own, kept.rows().size());
      }
      own.complete(kept);
    }
  }

  private static void makeRoom(Memory memory, Asked asked, CompletableFuture<@Nullable CostResult> own, int rows) {
    synchronized (memory) {
      if (memory.rows().addAndGet(rows) > ALL_ROWS || memory.answers().size() > ANSWERS) {
        memory.answers().clear();
        memory.rows().set(rows);
      }
      memory.answers().put(asked, own);
    }
  }

  private static @Nullable CostResult await(CompletableFuture<@Nullable CostResult> known) {
    try {
      return known.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlimsollException(ErrorCode.CANCELLED, "The wait for an answer was cut short.", "Ask again.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody ends an answer so", e);
    }
  }

  /** Forgets everything: another version of the engine answers from now on. */
  public void forget() {
    memory = new Memory(List.of());
  }

  private static boolean isSame(List<Publication> a, List<Publication> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i) != b.get(i)) {
        return false;
      }
    }
    return true;
  }
}
