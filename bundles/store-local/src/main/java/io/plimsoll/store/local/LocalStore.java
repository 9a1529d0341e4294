package io.plimsoll.store.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Reads exports from folders of this machine, such as {@code file:///exports/acme}. */
@Plugin(name = "local", type = ExportStore.class)
public final class LocalStore implements ExportStore {
  private static final int PAGE_SIZE = 1000;

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public ExportLocation open(URI location, PluginSettings settings, Credential credential) {
    settings.validate();
    Path folder = folder(location);
    if (!Files.exists(folder)) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The folder " + folder + " does not exist.",
          "Check the path of the connection, and that the disk or share it lies on is mounted.");
    }
    if (!Files.isDirectory(folder)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, folder + " is a file, not a folder.", "Name the folder that the file lies in.");
    }
    try {
      return new LocalLocation(folder.toRealPath(), PAGE_SIZE);
    } catch (IOException e) {
      throw LocalLocation.unavailable(folder, e);
    }
  }

  private static Path folder(URI location) {
    try {
      return Path.of(location);
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "The store " + location + " does not name a folder of this machine.",
          "Write it as file:///path/to/folder.",
          e);
    }
  }
}
