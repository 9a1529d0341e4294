package io.plimsoll.console.page;

import io.plimsoll.api.cost.CostResult;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was worked out of answers, remembered as long as the host gives the very same answers again, which it does to who
 * may see the same. The visitor has asked, and is on record, before anything is taken from here; another answer, equal or
 * not, is worked out anew. A few values, the oldest of which go first; large answers are not kept by it. Thread-safe.
 */
final class WorkedOut<T> {
  private static final int MOST = 64;

  private final Deque<Entry<T>> entries = new ArrayDeque<>();

  private record Entry<T>(Object besides, List<WeakReference<CostResult>> answers, T value) {
    boolean isOf(Object what, List<CostResult> given) {
      if (!besides.equals(what) || answers.size() != given.size()) {
        return false;
      }
      for (int i = 0; i < answers.size(); i++) {
        if (!answers.get(i).refersTo(given.get(i))) {
          return false;
        }
      }
      return true;
    }

    boolean isPast() {
      return answers.stream().anyMatch(answer -> answer.refersTo(null));
    }
  }

  /**
   * The value, worked out or remembered.
   *
   * @param besides what else it is made of
   * @param work works it out, of these alone
   */
  T of(Object besides, List<CostResult> answers, Supplier<T> work) {
    synchronized (entries) {
      for (Entry<T> entry : entries) {
        if (entry.isOf(besides, answers)) {
          return entry.value();
        }
      }
    }
    T made = work.get();
    synchronized (entries) {
      entries.removeIf(Entry::isPast);
      if (entries.size() == MOST) {
        entries.removeLast();
      }
      entries.addFirst(new Entry<>(besides, answers.stream().map(WeakReference::new).toList(), made));
    }
    return made;
  }
}
