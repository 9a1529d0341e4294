package io.plimsoll.store.adls;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadResponse;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.DownloadRetryOptions;
import io.plimsoll.api.export.StoredObject;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;

/** Downloads ranges of one object on condition that it still has the etag it was listed with. */
final class RangeReader {
  /** A call into a plug-in has a minute; a download gives up before, so that its caller learns why. */
  private static final Duration TIMEOUT = Duration.ofSeconds(50);

  /** How often a range whose bytes stop coming is asked for again, from where they stopped. */
  private static final int RESUMPTIONS = 5;

  private final BlobClient client;
  private final StoredObject listed;
  private final RequestLog log;
  private final Failures failures;

  RangeReader(BlobContainerClient container, String name, StoredObject listed, RequestLog log, Failures failures) {
    this.client = container.getBlobClient(name);
    this.listed = listed;
    this.log = log;
    this.failures = failures;
  }

  /** Reads exactly these bytes. */
  void read(long position, byte[] target, int offset, int length) {
    Stretch stretch = new Stretch(target, offset, length);
    BlobDownloadResponse response;
    try {
      response =
          client.downloadStreamWithResponse(
              stretch, new BlobRange(position, (long) length),
              new DownloadRetryOptions().setMaxRetryRequests(RESUMPTIONS),
              new BlobRequestConditions().setIfMatch(Etag.quoted(listed.etag())), false, TIMEOUT, Context.NONE);
    } catch (RuntimeException e) {
      throw failures.of("Reading", listed.path(), e);
    }
    log.received(stretch.written);
    String etag = Etag.plain(Objects.requireNonNullElse(response.getDeserializedHeaders().getETag(), ""));
    if (!etag.equals(listed.etag())) {
      throw failures.changed(listed.path(), "bytes of another etag were sent", null);
    }
    if (stretch.written != length) {
      throw failures.changed(
          listed.path(), stretch.written + " of " + length + " bytes were sent from byte " + position + " on", null);
    }
  }

  /** Takes a download into a stretch of an array; bytes beyond it are counted and dropped. */
  private static final class Stretch extends OutputStream {
    private final byte[] target;
    private final int offset;
    private final int length;
    private long written;

    Stretch(byte[] target, int offset, int length) {
      this.target = target;
      this.offset = offset;
      this.length = length;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      int room = (int) Math.max(0, Math.min(count, length - written));
      if (room > 0) {
        System.arraycopy(bytes, from, target, offset + (int) written, room);
      }
      written += count;
    }
  }
}
