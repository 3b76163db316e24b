// SPDX-License-Identifier: MIT
#include "ui/inspector/inspectorpanel.h"

#include "ui/diff/diffpage.h"
#include "ui/iconbutton.h"
#include "ui/inspector/callfindings.h"
#include "ui/inspector/callheader.h"
#include "ui/inspector/codepage.h"
#include "ui/inspector/fieldclause.h"
#include "ui/inspector/fieldspage.h"
#include "ui/inspector/findbar.h"
#include "ui/inspector/rawpage.h"
#include "ui/inspector/rawview.h"
#include "ui/inspector/requestpage.h"
#include "ui/marks/markline.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
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
    // The library is named behind it: the write key tells sources of one library apart.
    facts.source = QString::fromUtf8(sourceOf(row, document.sources()).writeKey);
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
    MarkLine *marks = nullptr;
    QTabWidget *tabs = nullptr;
    FieldsPage *fields = nullptr;
    RawPage *raw = nullptr;
    CodePage *code = nullptr;
    RequestPage *request = nullptr;
    DiffPage *diff = nullptr;
    FindBar *find = nullptr;
    QPointer<QWidget> before; ///< had the focus before the search
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
    d->marks = new MarkLine(page);
    inner->addWidget(d->marks);
    connect(&document->marks(), &CallMarks::changed, this, &InspectorPanel::showMark);
    d->tabs = new QTabWidget(page);
    d->tabs->setObjectName(u"inspectorTabs"_s);
    d->tabs->setDocumentMode(true);
    d->tabs->tabBar()->setChangeCurrentOnDrag(true);
    d->fields = new FieldsPage(catalogue, d->tabs);
    d->raw = new RawPage(catalogue, d->tabs);
    d->tabs->addTab(d->fields, tr("Fields"));
    d->tabs->addTab(d->raw, tr("Raw"));
    d->code = new CodePage(d->tabs);
    d->tabs->addTab(d->code, tr("Code"));
    d->request = new RequestPage(document, d->tabs);
    d->tabs->addTab(d->request, tr("Request"));
    d->diff = new DiffPage(document, d->tabs);
    d->tabs->addTab(d->diff, tr("Diff"));
    inner->addWidget(d->tabs, 1);
    d->find = new FindBar(page);
    inner->addWidget(d->find);
    d->stack->addWidget(page);
    addStepButtons();
    connectFind();

    connect(d->fields, &FieldsPage::filterRequested, this, &InspectorPanel::filterRequested);
    connect(d->fields, &FieldsPage::columnRequested, this, &InspectorPanel::columnRequested);
    connect(d->diff, &DiffPage::openRequested, this, &InspectorPanel::diffRequested);
    connect(d->diff, &DiffPage::pinRequested, this, &InspectorPanel::pinRequested);
    connect(d->diff, &DiffPage::fieldPicked, this, &InspectorPanel::showField);
    connect(d->request, &RequestPage::callRequested, this, &InspectorPanel::callRequested);
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
    const auto add = [&](const QString &icon, const QString &name, const QKeySequence &key, auto slot) {
        // The keys themselves are the window's: they work wherever the focus is.
        QToolButton *button = makeIconButton(icon, name, key, corner);
        connect(button, &QToolButton::clicked, this, [this, slot] { (this->*slot)(); });
        row->addWidget(button);
        return button;
    };
    add(u"search"_s, tr("Find in this call"), QKeySequence::Find, &InspectorPanel::openFind);
    QToolButton *note =
        add(u"note"_s, tr("Note"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, &InspectorPanel::noteRequested);
    note->setObjectName(u"editNote"_s);
    add(u"chevu"_s, tr("Previous problem"), Qt::SHIFT | Qt::Key_F8, &InspectorPanel::showPreviousProblem);
    add(u"chevd"_s, tr("Next problem"), Qt::Key_F8, &InspectorPanel::showNextProblem);
    d->tabs->setCornerWidget(corner);
}

void InspectorPanel::connectFind()
{
    const auto target = [this] {
        const QWidget *tab = d->tabs->currentWidget();
        d->find->setTarget(tab == d->fields    ? d->fields->finder()
                           : tab == d->raw     ? d->raw->view()
                           : tab == d->code    ? d->code->finder()
                           : tab == d->request ? d->request->finder()
                                               : nullptr);
    };
    connect(d->tabs, &QTabWidget::currentChanged, this, target);
    target();
    connect(d->fields, &FieldsPage::rowsChanged, d->find, &FindBar::refresh);
    connect(d->raw->view(), &RawView::contentChanged, d->find, &FindBar::refresh);
    connect(d->code, &CodePage::codeChanged, d->find, &FindBar::refresh);
    connect(d->find, &FindBar::closed, this, [this] {
        if (d->before && d->before->isVisible())
            d->before->setFocus();
        else
            d->tabs->currentWidget()->setFocus();
    });
    for (const auto &[key, direction] :
        {std::pair{QKeySequence(Qt::Key_F3), 1}, std::pair{QKeySequence(Qt::SHIFT | Qt::Key_F3), -1}}) {
        auto *shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, step = direction] { d->find->step(step); });
    }
}

bool InspectorPanel::openFind()
{
    if (!d->call || !d->find->isEnabled())
        return false;
    QWidget *focused = QApplication::focusWidget();
    if (focused && isAncestorOf(focused) && !d->find->isAncestorOf(focused))
        d->before = focused;
    d->find->open();
    return true;
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

void InspectorPanel::setTimeReading(const TimeReading &reading)
{
    d->header->setTimeReading(reading);
}

std::optional<QByteArray> InspectorPanel::currentPointer() const
{
    const int field = d->fields->currentField();
    return field < 0 ? std::nullopt : std::optional(d->call->fields[std::size_t(field)].pointer);
}

QString InspectorPanel::currentValue() const
{
    const int field = d->fields->currentField();
    return field < 0 ? QString() : valueText(*d->call, d->call->fields[std::size_t(field)]);
}

void InspectorPanel::setCall(std::shared_ptr<const CallDocument> call)
{
    d->call = std::move(call);
    d->header->setFacts(d->call ? headerFacts(*d->call, *d->document, d->document->checker().catalogue())
                                : CallHeader::Facts{});
    showMark();
    d->fields->setCall(d->call);
    d->raw->setCall(d->call);
    d->code->setCall(d->call);
    d->request->setCall(d->call);
    d->diff->setCall(d->call ? d->call->stored.seq : 0);
    d->find->refresh();
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

void InspectorPanel::showMark()
{
    d->marks->setMark(d->call ? d->document->marks().of(d->call->stored.seq) : CallMark());
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
