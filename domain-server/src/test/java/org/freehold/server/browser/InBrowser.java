// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test its {@link Visitors}, keeps pictures of what they saw when it failed, and sends them away after it. */
final class InBrowser implements ParameterResolver, AfterEachCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Visitors.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context)
                .computeIfAbsent(Visitors.class, _ -> new Visitors(SharedBrowser.of(context)), Visitors.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visitors visitors = store(context).remove(Visitors.class, Visitors.class);
        if (visitors == null) {
            return;
        }
        try {
            if (context.getExecutionException().isPresent()) {
                visitors.keepPictures("failed-" + context.getRequiredTestClass().getSimpleName() + "-"
                        + context.getRequiredTestMethod().getName());
            }
        } finally {
            visitors.leave();
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(InBrowser.class, context.getUniqueId()));
    }
}
