package io.plimsoll.reader.parquet;

import io.plimsoll.api.focus.FocusType;

/** What the values of a leaf stand for, from its logical, converted or physical type. */
enum Meaning {
  TEXT("UTF8", FocusType.STRING),
  JSON("JSON", FocusType.JSON),
  /** Bytes without a stated meaning; old writers leave texts so. */
  BYTES("", FocusType.STRING),
  DECIMAL("DECIMAL", FocusType.DECIMAL),
  INTEGER("", FocusType.DECIMAL),
  UNSIGNED("UNSIGNED", FocusType.DECIMAL),
  FLOATING("", FocusType.DECIMAL),
  TIMESTAMP_MILLIS("TIMESTAMP(MILLIS)", FocusType.DATE_TIME),
  TIMESTAMP_MICROS("TIMESTAMP(MICROS)", FocusType.DATE_TIME),
  TIMESTAMP_NANOS("TIMESTAMP(NANOS)", FocusType.DATE_TIME),
  /** Julian day and nanoseconds in 12 bytes, as Azure and Spark write timestamps. */
  TIMESTAMP_INT96("", FocusType.DATE_TIME),
  DATE("DATE", FocusType.DATE_TIME),
  BOOLEAN("", FocusType.BOOLEAN),
  /** Times of day, intervals, UUIDs and the like: no cost export needs them. */
  OTHER("OTHER", FocusType.STRING);

  private final String word;
  private final FocusType type;

  Meaning(String word, FocusType type) {
    this.word = word;
    this.type = type;
  }

  /** The format's own word, empty where the physical type says it all. */
  String word() {
    return word;
  }

  FocusType type() {
    return type;
  }

  boolean isText() {
    return this == TEXT || this == JSON || this == BYTES;
  }

  boolean isTime() {
    return type == FocusType.DATE_TIME;
  }
}
