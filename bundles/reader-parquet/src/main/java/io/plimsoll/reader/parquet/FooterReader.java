package io.plimsoll.reader.parquet;

import io.plimsoll.api.export.ObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds and reads the footer of a part, and says what the part is when it has none. */
final class FooterReader {
  private static final int MAGIC = magic("PAR1");
  private static final int ENCRYPTED_MAGIC = magic("PARE");
  /** One read gets the whole footer of nearly every export. */
  private static final int TAIL = 128 << 10;
  private static final int LARGEST = 256 << 20;
  /** Row groups beyond this are beyond what any writer makes. */
  private static final long MAX_GROUP_ROWS = Integer.MAX_VALUE;

  private final PartErrors errors;
  private final ObjectReader part;
  private final long size;

  private FooterReader(PartErrors errors, ObjectReader part) {
    this.errors = errors;
    this.part = part;
    this.size = part.size();
  }

  /** Reads the footer; a part without any bytes has no columns and no rows. */
  static Footer read(ObjectReader part, PartErrors errors) {
    return part.size() == 0
        ? new Footer(0, List.of(), List.of(), false)
        : new FooterReader(errors, part).read();
  }

  private Footer read() {
    byte[] head = bytes(0, (int) Math.min(size, 64));
    if (size < 4 || LittleEndian.getInt(head, 0) != MAGIC) {
      if (size >= 4 && LittleEndian.getInt(head, 0) == ENCRYPTED_MAGIC) {
        throw errors.encrypted("its footer is encrypted");
      }
      throw errors.notParquet(FileLook.describe(head, (int) Math.min(size, 64)));
    }
    if (size < 12) {
      throw errors.endsEarly("it has " + size + " bytes and no footer");
    }
    int length = (int) Math.min(size, TAIL);
    byte[] tail = bytes(size - length, length);
    if (LittleEndian.getInt(tail, length - 4) != MAGIC) {
      throw errors.endsEarly("it begins as a Parquet file and has no footer at its end");
    }
    int footer = LittleEndian.getInt(tail, length - 8);
    if (footer < 0 || footer > Math.min(size - 12, LARGEST)) {
      throw errors.damaged("its footer", new MalformedException("it claims " + footer + " bytes"));
    }
    int at = length - 8 - footer;
    if (at < 0) {
      tail = bytes(size - 8 - footer, footer);
      at = 0;
    }
    try {
      return checked(parse(new ThriftReader(tail, at, at + footer)));
    } catch (MalformedException | IndexOutOfBoundsException e) {
      throw errors.damaged("its footer", e);
    }
  }

  private byte[] bytes(long from, int length) {
    byte[] bytes = new byte[length + LittleEndian.SLACK];
    PartBytes.readFully(part, from, bytes, 0, length, errors);
    return bytes;
  }

  private static Footer parse(ThriftReader in) {
    List<SchemaElement> schema = new ArrayList<>();
    List<Footer.RowGroup> groups = new ArrayList<>();
    long[] rows = new long[1];
    boolean[] encrypted = new boolean[1];
    in.struct(() -> {
      switch (in.field()) {
        case 2 -> in.list(() -> schema.add(SchemaElement.read(in)));
        case 3 -> rows[0] = in.number();
        case 4 -> in.list(() -> groups.add(group(in)));
        case 8 -> {
          encrypted[0] = true;
          in.skip();
        }
        default -> in.skip();
      }
    });
    return new Footer(rows[0], SchemaReader.columns(schema), groups, encrypted[0]);
  }

  private static Footer.RowGroup group(ThriftReader in) {
    List<Footer.Chunk> chunks = new ArrayList<>();
    long[] rows = new long[1];
    in.struct(() -> {
      switch (in.field()) {
        case 1 -> in.list(() -> chunks.add(chunk(in)));
        case 3 -> rows[0] = in.number();
        default -> in.skip();
      }
    });
    return new Footer.RowGroup(rows[0], chunks);
  }

  private static Footer.Chunk chunk(ThriftReader in) {
    // codec, values, bytes, first data page, dictionary page
    long[] meta = {-1, 0, 0, 0, 0};
    boolean[] flags = new boolean[2];
    in.struct(() -> {
      switch (in.field()) {
        case 1 -> flags[1] = !in.text().isEmpty();
        case 3 -> in.struct(() -> {
          switch (in.field()) {
            case 4 -> meta[0] = in.int32();
            case 5 -> meta[1] = in.number();
            case 7 -> meta[2] = in.number();
            case 9 -> meta[3] = in.number();
            case 11 -> meta[4] = in.number();
            default -> in.skip();
          }
        });
        case 8 -> {
          flags[0] = true;
          in.skip();
        }
        default -> in.skip();
      }
    });
    // Some writers state a dictionary page at 0 or behind the data when there is none.
    long start = meta[4] > 0 && meta[4] < meta[3] ? meta[4] : meta[3];
    return new Footer.Chunk((int) meta[0], meta[1], start, meta[2], flags[0], flags[1]);
  }

  private Footer checked(Footer footer) {
    int leaves = footer.columns().stream().mapToInt(SchemaColumn::leaves).sum();
    long rows = 0;
    for (Footer.RowGroup group : footer.groups()) {
      if (group.rows() < 0 || group.rows() > MAX_GROUP_ROWS) {
        throw new MalformedException("it states a row group of " + group.rows() + " rows");
      }
      if (group.chunks().size() != leaves) {
        throw new MalformedException(
            "a row group has " + group.chunks().size() + " column chunks where the schema has " + leaves);
      }
      rows += group.rows();
    }
    if (rows != footer.rows()) {
      throw new MalformedException(
          "it states " + footer.rows() + " rows, its row groups have " + rows);
    }
    return footer;
  }

  private static int magic(String text) {
    return LittleEndian.getInt(text.getBytes(StandardCharsets.US_ASCII), 0);
  }
}
