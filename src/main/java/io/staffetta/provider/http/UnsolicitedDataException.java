package io.staffetta.provider.http;

import java.io.IOException;

/** The other end of a connection sent something before it was asked, so that nothing was written to it. */
final class UnsolicitedDataException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsolicitedDataException() {
        super("it sent something before the request, so the connection was dropped");
    }
}
