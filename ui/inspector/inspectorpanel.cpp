// SPDX-License-Identifier: MIT
#include "ui/inspector/inspectorpanel.h"

#include "ui/diff/diffpage.h"
#include "ui/inspector/callfindings.h"
#include "ui/inspector/callheader.h"
#include "ui/inspector/codepage.h"
#include "ui/inspector/fieldspage.h"
#include "ui/inspector/rawpage.h"
#include "ui/inspector/rawview.h"
#include "ui/inspector/requestpage.h"
#include "ui/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

CallHeader::Facts headerFacts(
    const CallDocument &call, const SessionDocument &document, const Catalogue &catalogue)
{
    const CallRow &row = call.stored.call.row;
    CallHeader::Facts facts;
    facts.seq = call.stored.seq;
    facts.type = row.type;
    facts.name = QString::fromUtf8(call.facts.name);
    facts.readable = call.view.tape != nullptr;
    facts.nearMiss = (row.flags & CallRow::NearMissName) != 0 || !nearMissName(call, catalogue).isEmpty();
    facts.retryOf = row.retryOf;
    facts.ingest = call.result.ingest;
    // Counted from what is listed below, so that header and tree cannot disagree.
    const SeverityCounts counts = severityCounts(call);
    facts.errors = counts.errors;
    facts.warnings = counts.warnings;
    facts.infos = counts.infos;
    facts.receivedAt =
        call.stored.request.receivedAt != NoTime ? call.stored.request.receivedAt : row.receivedAt;
    facts.library = QString::fromUtf8(call.facts.libraryName);
    if (!call.facts.libraryVersion.isEmpty())
        facts.library += u' ' + QString::fromUtf8(call.facts.libraryVersion);
    if (row.source < document.sources().size()) {
        // The library is named behind it: the write key tells sources of one library apart.
        facts.source = QString::fromUtf8(document.sources()[row.source].writeKey);
    }
    return facts;
}

} // namespace

struct InspectorPanel::Parts
{
    SessionDocument *document = nullptr;
    std::shared_ptr<const CallDocument> call;
    QStackedWidget *stack = nullptr;
    QLabel *empty = nullptr;
    CallHeader *header = nullptr;
    QTabWidget *tabs = nullptr;
    FieldsPage *fields = nullptr;
    RawPage *raw = nullptr;
    CodePage *code = nullptr;
    RequestPage *request = nullptr;
    DiffPage *diff = nullptr;
};

InspectorPanel::InspectorPanel(SessionDocument *document, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Parts>())
{
    setObjectName(u"inspector"_s);
    const Catalogue &catalogue = document->checker().catalogue();
    d->document = document;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    d->stack = new QStackedWidget(this);
    column->addWidget(d->stack);
    d->empty = new QLabel(this);
    d->empty->setAlignment(Qt::AlignCenter);
    d->empty->setWordWrap(true);
    d->empty->setMargin(24);
    d->empty->setForegroundRole(QPalette::PlaceholderText);
    d->stack->addWidget(d->empty);

    auto *page = new QWidget(this);
    auto *inner = new QVBoxLayout(page);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    d->header = new CallHeader(page);
    inner->addWidget(d->header);
    d->tabs = new QTabWidget(page);
    d->tabs->setObjectName(u"inspectorTabs"_s);
    d->tabs->setDocumentMode(true);
    d->fields = new FieldsPage(catalogue, d->tabs);
    d->raw = new RawPage(catalogue, d->tabs);
    d->tabs->addTab(d->fields, tr("Fields"));
    d->tabs->addTab(d->raw, tr("Raw"));
    d->code = new CodePage(d->tabs);
    d->tabs->addTab(d->code, tr("Code"));
    d->request = new RequestPage(d->tabs);
    d->tabs->addTab(d->request, tr("Request"));
    d->diff = new DiffPage(document, d->tabs);
    d->tabs->addTab(d->diff, tr("Diff"));
    inner->addWidget(d->tabs, 1);
    d->stack->addWidget(page);
    addStepButtons();

    connect(d->fields, &FieldsPage::filterRequested, this, &InspectorPanel::filterRequested);
    connect(d->diff, &DiffPage::openRequested, this, &InspectorPanel::diffRequested);
    connect(d->fields, &FieldsPage::fieldPicked, d->raw, &RawPage::setCurrentField);
    connect(d->raw, &RawPage::fieldPicked, this, [this](int field) {
        if (d->call && field >= 0 && std::size_t(field) < d->call->fields.size())
            d->fields->showField(d->call->fields[std::size_t(field)].pointer);
    });
    setCall(nullptr);
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::addStepButtons()
{
    auto *corner = new QWidget(d->tabs);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 6, 0);
    row->setSpacing(0);
    const auto add = [&](const QString &icon, const QString &name, const QKeySequence &key,
                         void (InspectorPanel::*slot)()) {
        auto *button = new QToolButton(corner);
        button->setAutoRaise(true);
        button->setIcon(lineIcon(icon));
        button->setIconSize({14, 14});
        button->setAccessibleName(name);
        // The keys themselves are the window's: they work wherever the focus is.
        button->setToolTip(tr("%1 (%2)", "action, key").arg(name, key.toString(QKeySequence::NativeText)));
        connect(button, &QToolButton::clicked, this, slot);
        row->addWidget(button);
    };
    add(u"chevu"_s, tr("Previous problem"), Qt::SHIFT | Qt::Key_F8, &InspectorPanel::showPreviousProblem);
    add(u"chevd"_s, tr("Next problem"), Qt::Key_F8, &InspectorPanel::showNextProblem);
    d->tabs->setCornerWidget(corner);
}

std::shared_ptr<const CallDocument> InspectorPanel::call() const
{
    return d->call;
}

ExplanationPanel *InspectorPanel::explanation() const
{
    return d->fields->explanation();
}

CodePage *InspectorPanel::code() const
{
    return d->code;
}

void InspectorPanel::setCall(std::shared_ptr<const CallDocument> call)
{
    d->call = std::move(call);
    d->header->setFacts(d->call ? headerFacts(*d->call, *d->document, d->document->checker().catalogue())
                                : CallHeader::Facts{});
    d->fields->setCall(d->call);
    d->raw->setCall(d->call);
    d->code->setCall(d->call);
    d->request->setCall(d->call);
    d->diff->setCall(d->call ? d->call->stored.seq : 0);
    if (!d->call) {
        d->empty->setText(tr("Select a call to see its fields and its bytes."));
        d->stack->setCurrentIndex(0);
        return;
    }
    if (d->fields->currentField() >= 0)
        d->raw->setCurrentField(d->fields->currentField());
    // What has no fields is only to be seen raw.
    if (d->call->fields.empty())
        d->tabs->setCurrentWidget(d->raw);
    d->stack->setCurrentIndex(1);
}

void InspectorPanel::showFailure(quint32 seq, const QString &reason)
{
    setCall(nullptr);
    d->empty->setText(tr("Call #%1 could not be read: %2").arg(seq).arg(reason));
}

void InspectorPanel::showField(const QByteArray &pointer)
{
    if (!d->call)
        return;
    d->fields->showField(pointer);
    d->raw->setCurrentField(d->fields->currentField());
}

void InspectorPanel::showNextProblem()
{
    if (d->tabs->currentWidget() == d->diff)
        d->diff->stepChange(1);
    else if (d->tabs->currentWidget() == d->raw)
        d->raw->stepProblem(1);
    else
        d->fields->stepProblem(1);
}

void InspectorPanel::showPreviousProblem()
{
    if (d->tabs->currentWidget() == d->diff)
        d->diff->stepChange(-1);
    else if (d->tabs->currentWidget() == d->raw)
        d->raw->stepProblem(-1);
    else
        d->fields->stepProblem(-1);
}

void InspectorPanel::setPinned(quint32 seq)
{
    d->diff->setPinned(seq);
}

bool InspectorPanel::isSettled() const
{
    return d->diff->isSettled();
}

void InspectorPanel::showTab(const QString &name)
{
    if (name == u"raw")
        d->tabs->setCurrentWidget(d->raw);
    else if (name == u"fields")
        d->tabs->setCurrentWidget(d->fields);
    else if (name == u"code")
        d->tabs->setCurrentWidget(d->code);
    else if (name == u"request")
        d->tabs->setCurrentWidget(d->request);
    else if (name == u"inspector-diff")
        d->tabs->setCurrentWidget(d->diff);
}

} // namespace spectap
