package io.plimsoll.api.focus;

/** The type of a FOCUS column, and the Arrow vectors a batch may carry it in. */
public enum FocusType {
  /** Text: a {@code VarCharVector}, or an {@code IntVector} of codes into the part's dictionary. */
  STRING,
  /** A JSON object as text: as {@link #STRING}. */
  JSON,
  /** An exact number: a {@code DecimalVector} or {@code Decimal256Vector} whose scale each batch states. */
  DECIMAL,
  /** An instant in UTC: a {@code TimeStampMicroVector}, microseconds since 1970. */
  DATE_TIME,
  /** A {@code BitVector}. */
  BOOLEAN
}
