package io.plimsoll.store.adls;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.file.datalake.DataLakeFileSystemClient;
import com.azure.storage.file.datalake.models.ListPathsOptions;
import com.azure.storage.file.datalake.models.PathItem;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists through the Data Lake API, which knows folders. */
final class DfsListing implements Listing {
  private final DataLakeFileSystemClient fileSystem;
  private final ExportAddress address;
  private final int pageSize;
  private final Duration timeout;

  DfsListing(DataLakeFileSystemClient fileSystem, ExportAddress address, int pageSize, Duration timeout) {
    this.fileSystem = fileSystem;
    this.address = address;
    this.pageSize = pageSize;
    this.timeout = timeout;
  }

  @Override
  public ObjectPage page(@Nullable String continuation) {
    ListPathsOptions options = new ListPathsOptions().setRecursive(true).setMaxResults(pageSize);
    if (!address.folder().isEmpty()) {
      options.setPath(address.folder());
    }
    Iterator<PagedResponse<PathItem>> pages =
        fileSystem.listPaths(options, timeout).iterableByPage(continuation).iterator();
    if (!pages.hasNext()) {
      return new ObjectPage(List.of(), null);
    }
    PagedResponse<PathItem> page = pages.next();
    List<StoredObject> objects = new ArrayList<>();
    for (PathItem item : page.getValue()) {
      if (!item.isDirectory()) {
        objects.add(
            new StoredObject(
                address.path(item.getName()), item.getContentLength(), Etag.plain(item.getETag()),
                item.getLastModified().toInstant()));
      }
    }
    return new ObjectPage(objects, page.getContinuationToken());
  }
}
