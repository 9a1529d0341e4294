package io.plimsoll.reader.csv;

import io.plimsoll.api.ErrorCode;

/** Bytes that cannot be decompressed; how many rows stood before them is known further up only. */
final class DamagedPart extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  private DamagedPart(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /** The part ends before its own format says it does. */
  static DamagedPart truncated() {
    return new DamagedPart(ErrorCode.INPUT_INCOMPLETE, "gzip stream truncated");
  }

  /** @param what is wrong with it, such as {@code gzip checksum does not match} */
  static DamagedPart corrupt(String what) {
    return new DamagedPart(ErrorCode.INPUT_INVALID, what);
  }

  ErrorCode code() {
    return code;
  }
}
