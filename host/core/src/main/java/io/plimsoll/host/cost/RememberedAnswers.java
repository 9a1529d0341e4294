package io.plimsoll.host.cost;

import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.host.collect.Publication;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the rollups of one organisation, kept as long as what they were made of is shown: the page that everybody
 * looks at asks the same each time. Only small answers, and only a few. Thread-safe.
 */
public final class RememberedAnswers {
  private static final int ANSWERS = 32;
  private static final int ROWS = 5_000;

  private volatile Memory memory = new Memory(List.of(), new ConcurrentHashMap<>());

  /** What is remembered of what is shown. */
  private record Memory(List<Publication> shown, Map<Asked, CostResult> answers) {}

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
      now = new Memory(List.copyOf(all), new ConcurrentHashMap<>());
      memory = now;
    }
    CostResult remembered = now.answers().get(asked);
    if (remembered != null) {
      return remembered;
    }
    CostResult made = answer.get();
    // An export may be written anew at any time; only what lies in rollups stays as it is.
    if (made.source() == CostResult.Source.ROLLUP && made.rows().size() <= ROWS) {
      if (now.answers().size() >= ANSWERS) {
        now.answers().clear();
      }
      now.answers().put(asked, made);
    }
    return made;
  }

  /** Forgets everything: another version of the engine answers from now on. */
  public void forget() {
    memory = new Memory(List.of(), new ConcurrentHashMap<>());
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
