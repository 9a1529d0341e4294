package io.plimsoll.api.anomaly;

/** How small a difference is still raised. */
public enum Sensitivity {
  /** Only what is large: 20 a day and 40 %. */
  LOW(new EvaluationContext.Floors(20, 0.4)),
  /** What a person has time for: 5 a day and 20 %. */
  NORMAL(EvaluationContext.Floors.DEFAULT),
  /** Small differences too: 2 a day and 10 %. */
  HIGH(new EvaluationContext.Floors(2, 0.1));

  private final EvaluationContext.Floors floors;

  Sensitivity(EvaluationContext.Floors floors) {
    this.floors = floors;
  }

  /** Below these nothing is raised. */
  public EvaluationContext.Floors floors() {
    return floors;
  }
}
