package io.plimsoll.api.export;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Turns parts of an export into batches of columns. Called from several threads. */
@ConsumerType
public interface ExportReader {
  /** The formats it reads: {@code csv}, {@code csv.gz}, {@code parquet}. */
  Set<String> formats();

  /**
   * Opens a part and reads its header, no rows yet.
   *
   * @param name the part's name, for messages
   * @param part its bytes; the reader does not close it
   * @param format one of {@link #formats()}
   * @throws io.plimsoll.api.PlimsollException {@code INPUT_INVALID} when the bytes are not of that format
   */
  PartReader open(String name, ObjectReader part, String format);
}
