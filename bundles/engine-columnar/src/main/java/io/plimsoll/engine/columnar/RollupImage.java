package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.RollupSummary;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A finished rollup as bytes: a header and its sections, in memory or mapped from a file. Thread-safe.
 *
 * <p>One without some of the days shares everything with the whole one, whose header and sections it shows.
 */
final class RollupImage {
  /** The key that holds the text of all tags. */
  static final String TAGS = "Tags";

  private final RollupHeader header;
  private final List<ByteBuffer> sections;
  private final PackedDictionary[] dictionaries;
  private final EntityColumn[] columns;
  private final List<DaySegment> days;
  private final TagIndex tags;
  private final Map<Long, BigInteger> spill;
  private volatile @Nullable RollupSummary summary;

  /** @param sections by {@link RollupHeader}'s order, all little-endian */
  RollupImage(RollupHeader header, List<ByteBuffer> sections) {
    this.header = header;
    this.sections = sections;
    int keys = header.keys().size();
    dictionaries = new PackedDictionary[keys];
    columns = new EntityColumn[keys];
    for (int k = 0; k < keys; k++) {
      dictionaries[k] = new PackedDictionary(sections.get(header.dictionarySection(k)), 0);
    }
    for (int k = 0; k < keys; k++) {
      column(k);
    }
    tags = new TagIndex(sections.get(header.tagSection()));
    spill = spill(sections.get(header.spillSection()));
    DaySegment[] segments = new DaySegment[header.days().size()];
    int first = 0;
    for (int d = 0; d < segments.length; d++) {
      RollupHeader.Day day = header.days().get(d);
      segments[d] =
          new DaySegment(day.epochDay(), day.facts(), first, sections.get(header.daySection(d)), header.relations());
      first += day.facts();
    }
    days = List.of(segments);
  }

  private RollupImage(RollupImage whole, List<DaySegment> kept) {
    header = whole.header;
    sections = whole.sections;
    dictionaries = whole.dictionaries;
    columns = whole.columns;
    tags = whole.tags;
    spill = whole.spill;
    days = kept;
  }

  /** The same without some days. */
  RollupImage without(Set<LocalDate> left) {
    List<DaySegment> kept =
        days.stream().filter(segment -> !left.contains(LocalDate.ofEpochDay(segment.epochDay()))).toList();
    return kept.size() == days.size() ? this : new RollupImage(this, kept);
  }

  /** Whether it has every day that its sections hold. */
  boolean isWhole() {
    return days.size() == header.days().size();
  }

  RollupHeader header() {
    return header;
  }

  List<ByteBuffer> sections() {
    return sections;
  }

  int entities() {
    return header.entities();
  }

  PackedDictionary dictionary(int key) {
    return dictionaries[key];
  }

  EntityColumn column(int key) {
    if (columns[key] == null) {
      columns[key] = EntityColumn.open(sections.get(header.codeSection(key)), this);
    }
    return columns[key];
  }

  /** Segments in the order of their days. */
  List<DaySegment> days() {
    return days;
  }

  TagIndex tags() {
    return tags;
  }

  /** Whether sums of this metric have parts beyond 128 bits. */
  boolean hasSpill(int metric) {
    return header.metrics().get(metric).spilled();
  }

  /** What is to be added to the sum of a fact; {@code null} for nothing. */
  @Nullable BigInteger spill(int fact, int metric) {
    return spill.get((long) fact << 8 | metric);
  }

  /** What its days hold; added up once when it lacks some. */
  RollupSummary summary() {
    RollupSummary known = summary;
    if (known == null) {
      known = isWhole() ? header.summary() : new KeptFacts(this).header().summary();
      summary = known;
    }
    return known;
  }

  /** The position of a metric; -1 when the rollup does not hold it. */
  int metric(Metric wanted) {
    for (int m = 0; m < header.metrics().size(); m++) {
      if (header.metrics().get(m).metric() == wanted) {
        return m;
      }
    }
    return -1;
  }

  private static Map<Long, BigInteger> spill(ByteBuffer buffer) {
    Map<Long, BigInteger> found = new HashMap<>();
    int at = 4;
    for (int i = buffer.getInt(0); i > 0; i--) {
      long key = buffer.getLong(at);
      byte[] value = new byte[buffer.getInt(at + 8)];
      buffer.get(at + 12, value);
      found.put(key, new BigInteger(value));
      at += 12 + value.length;
    }
    return found;
  }
}
