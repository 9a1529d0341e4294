package io.plimsoll.api.action;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an action would do: the requests, one after the other, and what a person needs to know to approve them.
 *
 * @param summary one sentence: what changes, where
 * @param parameters what was asked for with every default written out, so that it can be planned again
 * @param steps in the order in which they are sent; never empty
 * @param needs the roles that the credential needs for it
 * @param takenBackBy one sentence: what takes it back, or that nothing does
 * @param removesData whether data of the customer is deleted because of it, now or later: not under a legal hold
 * @param before what was there before, as {@link ActionTarget#reversal} wants it; empty when nothing was
 */
public record ActionPlan(
    String summary,
    Map<String, String> parameters,
    List<ActionStep> steps,
    List<String> needs,
    String takenBackBy,
    boolean removesData,
    String before) {
  /** Keeps its own copies. */
  public ActionPlan {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    steps = List.copyOf(steps);
    needs = List.copyOf(needs);
  }
}
