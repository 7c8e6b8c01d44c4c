package io.staffetta.it.operations;

import io.staffetta.it.support.ArtemisServer;
import java.util.Optional;

/** Operations on ActiveMQ Artemis, a server of its own. */
class OperationsOnArtemisIT extends OperationsSentences {

    OperationsOnArtemisIT() {
        super(Optional.of(ArtemisServer.asRecommended()));
    }
}
