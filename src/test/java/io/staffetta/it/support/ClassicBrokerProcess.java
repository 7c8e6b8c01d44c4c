package io.staffetta.it.support;

import java.util.ArrayList;
import java.util.List;

/** ActiveMQ Classic, from the jars that the gateway is built with, in a process of its own. */
public final class ClassicBrokerProcess extends BrokerProcess {

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(TestJava.command());
        command.addAll(List.of(
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ClassicBrokerMain.class.getName(),
                folder().toString(),
                Integer.toString(port()),
                Integer.toString(tlsPort()),
                TestCertificate.keyStore().toString(),
                TestCertificate.PASSWORD,
                CREDENTIALS.user(),
                CREDENTIALS.password()));
        return command;
    }
}
