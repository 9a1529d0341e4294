package io.plimsoll.peers.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The examples that Microsoft publishes with the REST API, beside the checkout; none where they are not there. */
public final class PublishedExamples {
  private final Path folder;

  private PublishedExamples(Path folder) {
    this.folder = folder;
  }

  /** Those of the folder that the build names. */
  public static PublishedExamples beside() {
    return new PublishedExamples(Path.of(System.getProperty("plimsoll.shared", "../shared")).resolve("data/azure-rest-examples"));
  }

  /** Whether they are there. */
  public boolean areThere() {
    return Files.isDirectory(folder);
  }

  /** What a skipped test says. */
  public String whereTheyBelong() {
    return "the published examples are not at " + folder;
  }

  JsonNode read(String name) {
    try {
      return new ObjectMapper().readTree(Files.readString(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where members stand in the requests that create exports, each with the kind of its value. */
  Set<String> shapesOfCreating() {
    Set<String> shapes = new TreeSet<>();
    shapes("", read("ExportCreateOrUpdateBySubscription.json").at("/parameters/parameters"), shapes);
    shapes("", read("ExportCreateOrUpdateByBillingAccountCustom.json").at("/parameters/parameters"), shapes);
    return shapes;
  }

  /** Where members stand, each with the kind of its value. */
  static void shapes(String path, JsonNode node, Set<String> into) {
    into.add(path + " " + node.getNodeType());
    node.properties().forEach(m -> shapes(path + "/" + m.getKey(), m.getValue(), into));
  }
}
