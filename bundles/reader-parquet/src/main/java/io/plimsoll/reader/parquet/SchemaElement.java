package io.plimsoll.reader.parquet;

import org.jspecify.annotations.Nullable;

/** One node of the schema as the footer lists it, parents before children. */
final class SchemaElement {
  private static final int DECIMAL = 5;

  String name = "";
  int physical = -1;
  int length;
  /** 0 required, 1 optional, 2 repeated. */
  int repetition;
  int children;
  int scale;
  int precision;
  private int converted = -1;
  private int logical = -1;
  /** 1 milliseconds, 2 microseconds, 3 nanoseconds. */
  private int unit;
  private boolean signed = true;

  static SchemaElement read(ThriftReader in) {
    SchemaElement e = new SchemaElement();
    in.struct(() -> {
      switch (in.field()) {
        case 1 -> e.physical = in.int32();
        case 2 -> e.length = in.int32();
        case 3 -> e.repetition = in.int32();
        case 4 -> e.name = in.text();
        case 5 -> e.children = in.int32();
        case 6 -> e.converted = in.int32();
        case 7 -> e.scale = in.int32();
        case 8 -> e.precision = in.int32();
        case 10 -> in.struct(() -> e.readLogical(in));
        default -> in.skip();
      }
    });
    return e;
  }

  private void readLogical(ThriftReader in) {
    logical = in.field();
    switch (logical) {
      case DECIMAL -> in.struct(() -> {
        switch (in.field()) {
          case 1 -> scale = in.int32();
          case 2 -> precision = in.int32();
          default -> in.skip();
        }
      });
      case 8 -> in.struct(() -> {
        if (in.field() == 2) {
          in.struct(() -> {
            unit = in.field();
            in.skip();
          });
        } else {
          in.skip();
        }
      });
      case 10 -> in.struct(() -> {
        if (in.field() == 2) {
          signed = in.bool();
        } else {
          in.skip();
        }
      });
      default -> in.skip();
    }
  }

  boolean isRepeated() {
    return repetition == 2;
  }

  boolean isMap() {
    return logical == 2 || logical < 0 && (converted == 1 || converted == 2);
  }

  /** What its values stand for: the logical type where there is one, else the older converted type. */
  Meaning meaning(Physical type) {
    Meaning stated = logical >= 0 ? ofLogical() : ofConverted();
    return stated != null && fits(stated, type) ? stated : ofPhysical(type);
  }

  private @Nullable Meaning ofLogical() {
    return switch (logical) {
      case 1, 4 -> Meaning.TEXT;
      case DECIMAL -> Meaning.DECIMAL;
      case 6 -> Meaning.DATE;
      case 8 -> switch (unit) {
        case 1 -> Meaning.TIMESTAMP_MILLIS;
        case 2 -> Meaning.TIMESTAMP_MICROS;
        case 3 -> Meaning.TIMESTAMP_NANOS;
        default -> Meaning.OTHER;
      };
      case 10 -> signed ? Meaning.INTEGER : Meaning.UNSIGNED;
      case 12 -> Meaning.JSON;
      // A column that was blank in every row: whatever its physical type, there is nothing in it.
      case 11 -> null;
      default -> Meaning.OTHER;
    };
  }

  private @Nullable Meaning ofConverted() {
    return switch (converted) {
      case -1 -> null;
      case 0, 4 -> Meaning.TEXT;
      case DECIMAL -> Meaning.DECIMAL;
      case 6 -> Meaning.DATE;
      case 9 -> Meaning.TIMESTAMP_MILLIS;
      case 10 -> Meaning.TIMESTAMP_MICROS;
      case 11, 12, 13, 14 -> Meaning.UNSIGNED;
      case 15, 16, 17, 18 -> Meaning.INTEGER;
      case 19 -> Meaning.JSON;
      default -> Meaning.OTHER;
    };
  }

  private static Meaning ofPhysical(Physical type) {
    return switch (type) {
      case BOOLEAN -> Meaning.BOOLEAN;
      case INT32, INT64 -> Meaning.INTEGER;
      case INT96 -> Meaning.TIMESTAMP_INT96;
      case FLOAT, DOUBLE -> Meaning.FLOATING;
      case BYTE_ARRAY -> Meaning.BYTES;
      case FIXED_LEN_BYTE_ARRAY -> Meaning.OTHER;
    };
  }

  private static boolean fits(Meaning meaning, Physical type) {
    return switch (meaning) {
      case TEXT, JSON, BYTES -> type == Physical.BYTE_ARRAY;
      case DECIMAL ->
          type == Physical.INT32
              || type == Physical.INT64
              || type == Physical.BYTE_ARRAY
              || type == Physical.FIXED_LEN_BYTE_ARRAY;
      case INTEGER, UNSIGNED -> type == Physical.INT32 || type == Physical.INT64;
      case TIMESTAMP_MILLIS, TIMESTAMP_MICROS, TIMESTAMP_NANOS -> type == Physical.INT64;
      case DATE -> type == Physical.INT32;
      default -> true;
    };
  }
}
