package io.plimsoll.store.adls;

import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.BlobContainerClient;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.ReadTrace;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.export.TracedReads;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One folder of one container.
 *
 * <p>It is listed through the Data Lake API, and from the moment that this turns out not to be served through the
 * Blob API: emulators serve the latter alone, and so do accounts with features that the former does not know.
 */
final class AdlsLocation implements TracedReads {
  private static final String BY_BLOB = "blob ";
  private static final String BY_DFS = "dfs ";

  private final ExportAddress address;
  private final Listing dfs;
  private final Listing blob;
  private final ListingChoice choice;
  private final BlobContainerClient container;
  private final ReadThreads threads;
  private final RequestLog log;
  private final Failures failures;
  private volatile boolean dfsServed = true;

  /** Which API lists. */
  enum ListingChoice {
    /** The Data Lake API, or the Blob API where that one is not served. */
    AUTO,
    /** The Data Lake API. */
    DFS,
    /** The Blob API. */
    BLOB
  }

  AdlsLocation(
      ExportAddress address,
      Listing dfs,
      Listing blob,
      ListingChoice choice,
      BlobContainerClient container,
      ReadThreads threads,
      RequestLog log) {
    this.address = address;
    this.dfs = dfs;
    this.blob = blob;
    this.choice = choice;
    this.container = container;
    this.threads = threads;
    this.log = log;
    this.failures = new Failures(address);
  }

  @Override
  public ObjectPage list(@Nullable String continuation) {
    try {
      boolean byBlob =
          continuation == null ? choice == ListingChoice.BLOB || !dfsServed : continuation.startsWith(BY_BLOB);
      ObjectPage page = byBlob ? byBlob(continuation) : byDfs(continuation);
      if (continuation == null && page.objects().isEmpty() && page.next() == null && !address.folder().isEmpty()) {
        throw new PlimsollException(
            ErrorCode.STORAGE_UNAVAILABLE,
            "Nothing lies at " + address + ".",
            "Check the path of the connection; a new export writes its first files within a day.");
      }
      return page;
    } catch (RuntimeException e) {
      throw failures.of("Listing", null, e);
    }
  }

  @Override
  public ObjectReader open(StoredObject object) {
    if (object.path().isEmpty() || object.path().startsWith("/") || List.of(object.path().split("/")).contains("..")) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "The object " + object.path() + " does not lie in " + address + ".",
          "Ask for objects as the listing names them.");
    }
    return new AdlsObject(object, new RangeReader(container, address.name(object.path()), object, log, failures), threads);
  }

  @Override
  public ReadTrace trace() {
    return log.trace();
  }

  @Override
  public void close() {
    // Connections belong to the store; nothing else is held between calls.
  }

  private ObjectPage byDfs(@Nullable String continuation) {
    try {
      return marked(BY_DFS, dfs.page(continuation == null ? null : continuation.substring(BY_DFS.length())));
    } catch (HttpResponseException e) {
      if (continuation != null || choice == ListingChoice.DFS || !isNotServed(e)) {
        throw e;
      }
      dfsServed = false;
      return byBlob(null);
    }
  }

  private ObjectPage byBlob(@Nullable String continuation) {
    return marked(BY_BLOB, blob.page(continuation == null ? null : continuation.substring(BY_BLOB.length())));
  }

  private static ObjectPage marked(String by, ObjectPage page) {
    return page.next() == null || page.next().isEmpty()
        ? new ObjectPage(page.objects(), null)
        : new ObjectPage(page.objects(), by + page.next());
  }

  /** An emulator answers 400 without saying why; an account may have features that the Data Lake API refuses. */
  private static boolean isNotServed(HttpResponseException e) {
    if (e.getResponse() == null) {
      return false;
    }
    int status = e.getResponse().getStatusCode();
    String code = Failures.code(e);
    return status == 400 && code.isEmpty() || status == 501 || code.equals("EndpointUnsupportedAccountFeatures");
  }
}
