package io.plimsoll.store.local;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What tells one content of a file from another: size, time of change and inode.
 *
 * <p>A file system's clock may tick every few milliseconds only; a file changed in place, to the same size,
 * within one tick of the listing keeps its etag.
 */
final class Etag {
  private Etag() {}

  static String of(BasicFileAttributes file) {
    Object inode = file.fileKey();
    String etag =
        Long.toHexString(file.size()) + '-' + Long.toHexString(file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    return inode == null ? etag : etag + '-' + inode;
  }
}
