// SPDX-License-Identifier: MIT
#include "ui/inspector/inspectorpanel.h"

namespace spectap {

struct InspectorPanel::Parts
{
    std::shared_ptr<const CallDocument> call;
};

InspectorPanel::InspectorPanel(SessionDocument *document, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Parts>())
{
    Q_UNUSED(document)
}

InspectorPanel::~InspectorPanel() = default;

std::shared_ptr<const CallDocument> InspectorPanel::call() const
{
    return d->call;
}

void InspectorPanel::setCall(std::shared_ptr<const CallDocument> call)
{
    d->call = std::move(call);
}

void InspectorPanel::showFailure(quint32, const QString &) {}

void InspectorPanel::showField(const QByteArray &) {}

void InspectorPanel::showNextProblem() {}

void InspectorPanel::showPreviousProblem() {}

void InspectorPanel::showTab(const QString &) {}

} // namespace spectap
