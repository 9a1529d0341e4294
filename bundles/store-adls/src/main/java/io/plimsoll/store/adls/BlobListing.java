package io.plimsoll.store.adls;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists through the Blob API, which has no folders; an account with them shows each as an empty object, marked so. */
final class BlobListing implements Listing {
  private static final String FOLDER_MARK = "hdi_isfolder";

  private final BlobContainerClient container;
  private final ExportAddress address;
  private final int pageSize;
  private final Duration timeout;

  BlobListing(BlobContainerClient container, ExportAddress address, int pageSize, Duration timeout) {
    this.container = container;
    this.address = address;
    this.pageSize = pageSize;
    this.timeout = timeout;
  }

  @Override
  public ObjectPage page(@Nullable String continuation) {
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setMaxResultsPerPage(pageSize)
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    if (!address.folder().isEmpty()) {
      options.setPrefix(address.folder() + '/');
    }
    Iterator<PagedResponse<BlobItem>> pages =
        container.listBlobs(options, continuation, timeout).iterableByPage().iterator();
    if (!pages.hasNext()) {
      return new ObjectPage(List.of(), null);
    }
    PagedResponse<BlobItem> page = pages.next();
    List<StoredObject> objects = new ArrayList<>();
    for (BlobItem item : page.getValue()) {
      if (!isFolder(item)) {
        objects.add(
            new StoredObject(
                address.path(item.getName()), item.getProperties().getContentLength(),
                Etag.plain(item.getProperties().getETag()), item.getProperties().getLastModified().toInstant()));
      }
    }
    return new ObjectPage(objects, page.getContinuationToken());
  }

  private static boolean isFolder(BlobItem item) {
    return Boolean.TRUE.equals(item.isPrefix())
        || item.getMetadata() != null && "true".equalsIgnoreCase(item.getMetadata().get(FOLDER_MARK));
  }
}
