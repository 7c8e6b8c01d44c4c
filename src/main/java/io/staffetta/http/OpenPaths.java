package io.staffetta.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Lists the paths that need no token, since they show people where to sign in. Paths are compared as they come: one
 * that would be another one after it is put in order is none of these.
 *
 * @param files paths of what may be read
 * @param doors paths that a body may be sent to
 */
public record OpenPaths(Set<String> files, Set<String> doors) {

    private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    public OpenPaths {
        files = Set.copyOf(files);
        doors = Set.copyOf(doors);
    }

    /** Whether a request needs no token. */
    boolean has(HttpServerRequest request) {
        return (READ.contains(request.method()) && files.contains(request.path()))
                || (HttpMethod.POST.equals(request.method()) && doors.contains(request.path()));
    }
}
