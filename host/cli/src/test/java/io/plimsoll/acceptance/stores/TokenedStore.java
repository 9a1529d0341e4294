package io.plimsoll.acceptance.stores;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.PluginSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that is only shown to who has a token: a store over a network, without the network. */
public final class TokenedStore implements ExportStore {
  @Override
  public Set<String> schemes() {
    return Set.of("tokened");
  }

  @Override
  public ExportLocation open(URI location, PluginSettings settings, Credential credential) {
    settings.validate();
    return new Place(Path.of(location.getPath()), credential);
  }

  private record Place(Path folder, Credential credential) implements ExportLocation {
    private void enter() {
      if (credential.token("https://storage.azure.com/.default").isEmpty()) {
        throw new PlimsollException(ErrorCode.ACCESS_DENIED, "There is no token.", "Bring one.");
      }
    }

    @Override
    public ObjectPage list(@Nullable String continuation) {
      enter();
      try (Stream<Path> files = Files.walk(folder)) {
        List<StoredObject> objects = new java.util.ArrayList<>();
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          objects.add(
              new StoredObject(
                  folder.relativize(file).toString().replace('\\', '/'), Files.size(file), "" + Files.size(file),
                  Files.getLastModifiedTime(file).toInstant()));
        }
        return new ObjectPage(objects, null);
      } catch (IOException e) {
        throw new PlimsollException(ErrorCode.STORAGE_UNAVAILABLE, "The folder cannot be listed.", "Look at it.", e);
      }
    }

    @Override
    public ObjectReader open(StoredObject object) {
      enter();
      try {
        return new Opened(FileChannel.open(folder.resolve(object.path())), object.size());
      } catch (IOException e) {
        throw new PlimsollException(ErrorCode.INPUT_CHANGED, "The file cannot be opened.", "Look at it.", e);
      }
    }

    @Override
    public void close() {}
  }

  private record Opened(FileChannel channel, long size) implements ObjectReader {
    @Override
    public int read(long position, byte[] target, int offset, int length) {
      try {
        return channel.read(ByteBuffer.wrap(target, offset, length), position);
      } catch (IOException e) {
        throw new PlimsollException(ErrorCode.STORAGE_UNAVAILABLE, "The file cannot be read.", "Look at it.", e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
