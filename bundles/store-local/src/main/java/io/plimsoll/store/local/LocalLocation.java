package io.plimsoll.store.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.LocalFiles;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One folder with all folders below it.
 *
 * <p>Links below the folder are not followed: one that stays inside would count a file twice, one that
 * leaves would show what is not of this place.
 */
final class LocalLocation implements LocalFiles {
  private final Path root;
  private final int pageSize;

  /** @param root the real path of an existing folder */
  LocalLocation(Path root, int pageSize) {
    this.root = root;
    this.pageSize = pageSize;
  }

  @Override
  public ObjectPage list(@Nullable String continuation) {
    List<StoredObject> objects = new ArrayList<>();
    new FolderWalk(root, continuation == null ? "" : continuation, pageSize + 1).into(objects);
    if (objects.size() <= pageSize) {
      return new ObjectPage(objects, null);
    }
    List<StoredObject> page = objects.subList(0, pageSize);
    return new ObjectPage(page, page.get(pageSize - 1).path());
  }

  @Override
  public ObjectReader open(StoredObject object) {
    return new LocalFile(file(object), object);
  }

  @Override
  public Path file(StoredObject object) {
    Path file;
    try {
      file = root.resolve(object.path());
    } catch (InvalidPathException e) {
      throw outside(object, e);
    }
    boolean plain = !object.path().isEmpty() && file.equals(file.normalize()) && file.startsWith(root);
    if (!plain) {
      throw outside(object, null);
    }
    try {
      // A folder on the way may have become a link since the listing; the root is a real path already.
      if (!file.toRealPath().equals(file)) {
        throw outside(object, null);
      }
    } catch (NoSuchFileException e) {
      throw LocalFile.changed(object, "it was deleted", e);
    } catch (IOException e) {
      throw unavailable(file, e);
    }
    return file;
  }

  @Override
  public void close() {
    // Nothing is held between calls.
  }

  private PlimsollException outside(StoredObject object, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "The object " + object.path() + " does not lie in the folder " + root + ".",
        "Ask for objects as the listing names them.",
        cause);
  }

  static PlimsollException unavailable(Path path, IOException cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE,
        path + " cannot be read (" + cause.getClass().getSimpleName() + ").",
        "Check that the user Plimsoll runs as may read it, and that its disk works.",
        cause);
  }
}
