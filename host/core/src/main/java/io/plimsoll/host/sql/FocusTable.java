package io.plimsoll.host.sql;

import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.LocalFiles;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.PublishedRows;
import io.plimsoll.host.collect.PublishedSource;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.focus.ColumnBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The exports of an organisation as one table, read in place: every column under its own name and under the
 * names other versions give it.
 */
public final class FocusTable implements SqlTable {
  /** Fraction digits that hold every number of Azure's exports: CSV carries up to 28, Parquet 18. */
  private static final int CSV_SCALE = 28;

  private static final int PARQUET_SCALE = 18;

  private final String name;
  private final List<Publication> publications;
  private final Map<String, ExportLocation> places;
  private final Locations locations;
  private final List<Column> columns;

  /**
   * @param places by connection, where its parts lie
   */
  public FocusTable(
      String name,
      List<Publication> publications,
      Map<String, ExportLocation> places,
      Locations locations) {
    this.name = name;
    this.publications = List.copyOf(publications);
    this.places = Map.copyOf(places);
    this.locations = locations;
    this.columns = columnsOf(publications);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public List<Split> splits() {
    List<Split> splits = new ArrayList<>();
    for (Publication publication : publications) {
      ExportLocation place = places.get(publication.connection());
      if (place != null) {
        publication.source().readable().forEach(part -> splits.add(new PartSplit(publication, part, place)));
      }
    }
    return splits;
  }

  private static List<Column> columnsOf(List<Publication> publications) {
    boolean parquetOnly =
        publications.stream().flatMap(p -> p.source().readable().stream()).allMatch(p -> p.format().equals("parquet"));
    int scale = parquetOnly ? PARQUET_SCALE : CSV_SCALE;
    Set<String> own = new TreeSet<>();
    Set<String> aliases = new LinkedHashSet<>();
    for (Publication publication : publications) {
      for (PublishedSource.Part part : publication.source().readable()) {
        own.addAll(part.columns().values());
        part.columns().keySet().forEach(model -> aliases.addAll(FocusColumns.namesOf(model)));
      }
    }
    if (own.isEmpty()) {
      FocusColumns.all().forEach(c -> own.add(c.name()));
    }
    Set<String> names = new LinkedHashSet<>(own);
    aliases.stream().filter(a -> own.stream().noneMatch(a::equalsIgnoreCase)).forEach(names::add);
    return names.stream()
        .map(
            n -> {
              FocusType type = ColumnBinding.typeOf(FocusColumns.modelName(n), FocusType.STRING);
              return new Column(n, type, type == FocusType.DECIMAL ? scale : 0);
            })
        .toList();
  }

  /** The model's name of a column of this table within one part. */
  private static String model(PublishedSource.Part part, String column) {
    for (Map.Entry<String, String> entry : part.columns().entrySet()) {
      if (entry.getValue().equals(column)) {
        return entry.getKey();
      }
    }
    return FocusColumns.modelName(column);
  }

  private final class PartSplit implements Split {
    private final Publication publication;
    private final PublishedSource.Part part;
    private final ExportLocation place;

    PartSplit(Publication publication, PublishedSource.Part part, ExportLocation place) {
      this.publication = publication;
      this.part = part;
      this.place = place;
    }

    @Override
    public Batches open(List<String> wanted, BufferAllocator allocator) {
      List<String> models = new ArrayList<>();
      wanted.forEach(c -> models.add(model(part, c)));
      List<String> distinct = List.copyOf(new LinkedHashSet<>(models));
      return new Named(
          PublishedRows.open(locations, place, publication, part, distinct, allocator), wanted, models);
    }

    @Override
    public Optional<LocalParquet> parquet() {
      if (!(place instanceof LocalFiles files)
          || !part.format().equals("parquet")
          || !part.days().areAll()
          || part.billingPeriodOnly()) {
        return Optional.empty();
      }
      Map<String, String> sources = new HashMap<>();
      for (Column column : columns) {
        String source = part.columns().get(model(part, column.name()));
        if (source != null) {
          sources.put(column.name(), source);
        }
      }
      return Optional.of(new LocalParquet(files.file(part.object()), sources));
    }
  }

  /** Gives the columns of a part the names of the table. */
  private record Named(PublishedRows rows, List<String> wanted, List<String> models) implements Batches {
    @Override
    public @Nullable Batch next() {
      Batch batch = rows.next();
      if (batch == null) {
        return null;
      }
      List<Field> fields = new ArrayList<>();
      List<FieldVector> vectors = new ArrayList<>();
      Map<String, VarCharVector> dictionaries = new HashMap<>();
      for (int i = 0; i < wanted.size(); i++) {
        FieldVector vector = batch.columns().getVector(models.get(i));
        VarCharVector dictionary = batch.dictionaries().get(models.get(i));
        if (dictionary != null) {
          dictionaries.put(wanted.get(i), dictionary);
        }
        fields.add(new Field(wanted.get(i), vector.getField().getFieldType(), null));
        vectors.add(vector);
      }
      return new Batch(new VectorSchemaRoot(fields, vectors, batch.columns().getRowCount()), dictionaries);
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
