// SPDX-License-Identifier: MIT
#include "ui/inspector/fieldspage.h"

#include "model/items/fieldtreemodel.h"
#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/explanationpanel.h"
#include "ui/inspector/fieldclause.h"
#include "ui/inspector/fieldfinder.h"
#include "ui/inspector/fieldtree.h"
#include "ui/inspector/fieldwordsmodel.h"
#include "ui/inspector/markwidgets.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

FieldsPage::FieldsPage(const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_catalogue(catalogue)
    , m_fields(new FieldTreeModel(this))
    , m_words(new FieldWordsModel(m_fields, catalogue, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_hint = new HintBar(this);
    column->addWidget(m_hint);
    buildBar();
    column->addWidget(m_bar);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_tree = new FieldTree(m_words, m_splitter);
    m_explanation = new ExplanationPanel(catalogue, m_splitter);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_explanation);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_finder = std::make_unique<FieldFinder>(m_tree, m_words);
    m_tree->setMinimumHeight(80);
    m_explanation->setMinimumHeight(60);
    column->addWidget(m_splitter, 1);

    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &FieldsPage::followSelection);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &FieldsPage::openMenu);
}

FieldsPage::~FieldsPage() = default;

FindTarget *FieldsPage::finder() const
{
    return m_finder.get();
}

/// Low and wide, below the table, the explanation stands beside the fields.
void FieldsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const Qt::Orientation wanted = width() > 2 * height() ? Qt::Horizontal : Qt::Vertical;
    if (wanted == m_splitter->orientation())
        return;
    QList<int> sizes = std::exchange(m_otherSizes, m_splitter->sizes());
    if (sizes.isEmpty())
        sizes = {width() * 11 / 20, width() * 9 / 20}; // at first it is upright
    m_splitter->setOrientation(wanted);
    m_splitter->setSizes(sizes);
}

void FieldsPage::buildBar()
{
    m_bar = new QWidget(this);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    const auto addToggle = [&](const QString &text, const QString &hint) {
        auto *button = new QToolButton(m_bar);
        button->setText(text);
        button->setToolTip(hint);
        button->setCheckable(true);
        row->addWidget(button);
        return button;
    };
    m_problemsOnly = addToggle(tr("Problems only"), tr("Hides the fields that are as they should be"));
    m_notSent = addToggle(
        tr("Documented, not sent"), tr("Also lists fields that the Spec documents and this call leaves out"));
    row->addStretch(1);
    m_count = new QLabel(m_bar);
    m_count->setFont(scaledFont(font(), SmallText));
    row->addWidget(m_count);
    connect(m_problemsOnly, &QToolButton::toggled, this, [this](bool on) {
        const QScopedValueRollback guard(m_settling, true);
        m_words->setProblemsOnly(on);
        reselect();
        emit rowsChanged();
    });
    connect(m_notSent, &QToolButton::toggled, this, [this](bool on) {
        const QScopedValueRollback guard(m_settling, true);
        m_fields->setShowNotSent(on);
        reselect();
        emit rowsChanged();
    });
}

void FieldsPage::setCall(std::shared_ptr<const CallDocument> call)
{
    const QScopedValueRollback guard(m_settling, true);
    const int scroll = m_tree->verticalScrollBar()->value();
    m_call = std::move(call);
    m_fields->setCall(m_call);
    showHint();
    qsizetype sent = 0;
    if (m_call) {
        for (const FieldVerdict &field : m_call->fields)
            sent += field.node != JsonTape::None;
    }
    QString count = sent == 1 ? tr("1 field") : tr("%L1 fields").arg(sent);
    if (m_call && !m_call->muted.empty())
        count += tr(", %L1 muted", "findings").arg(m_call->muted.size());
    m_count->setText(m_call ? count : QString());
    reselect();
    // Stepping through calls of one shape leaves the same fields in sight.
    m_tree->verticalScrollBar()->setValue(scroll);
}

/// Opens what is worth seeing and stays on the field the person looked at; a call without it starts at its
/// first problem.
void FieldsPage::reselect()
{
    m_tree->restoreExpansion();
    if (!m_call) {
        m_explanation->setField(nullptr, -1);
        return;
    }
    QModelIndex index = m_words->indexOf(m_pointer);
    if (!index.isValid() || m_pointer.isEmpty())
        index = m_tree->problem({}, 1);
    if (index.isValid()) {
        m_tree->setCurrentIndex(index);
        m_tree->scrollTo(index);
        m_explanation->setField(m_call.get(), index.data(FieldVerdictIndexRole).toInt());
    } else {
        m_explanation->setField(m_call.get(), -1);
    }
}

void FieldsPage::showHint()
{
    if (!m_call) {
        m_hint->setHint(Severity::Info, {});
        return;
    }
    if (!m_call->view.tape) {
        m_hint->setHint(
            Severity::Error, tr("This is not JSON, so it has no fields. Raw shows what was sent."));
        return;
    }
    const QString meant = nearMissName(*m_call, m_catalogue);
    m_hint->setHint(Severity::Warning,
        meant.isEmpty() ? QString()
                        : tr("Did you mean <b>%1</b>? Checked as that event.").arg(meant.toHtmlEscaped()));
}

ExplanationPanel *FieldsPage::explanation() const
{
    return m_explanation;
}

int FieldsPage::currentField() const
{
    const QModelIndex index = m_tree->currentIndex();
    return m_call && index.isValid() ? index.data(FieldVerdictIndexRole).toInt() : -1;
}

void FieldsPage::followSelection(const QModelIndex &index)
{
    if (m_settling || !m_call || !index.isValid())
        return;
    const int field = index.data(FieldVerdictIndexRole).toInt();
    m_pointer = m_call->fields[std::size_t(field)].pointer;
    m_explanation->setField(m_call.get(), field);
    emit fieldPicked(field);
}

void FieldsPage::showField(const QByteArray &pointer)
{
    m_pointer = pointer;
    const QScopedValueRollback guard(m_settling, true);
    if (m_call && m_tree->showField(pointer))
        m_explanation->setField(m_call.get(), currentField());
}

void FieldsPage::stepProblem(int direction)
{
    const QModelIndex next = m_tree->problem(m_tree->currentIndex(), direction);
    if (!next.isValid())
        return;
    m_tree->showField(next.data(FieldPointerRole).toString().toUtf8());
}

void FieldsPage::openMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!index.isValid() || !m_call)
        return;
    const FieldVerdict &field = m_words->verdictOf(index);
    QMenu menu(this);
    QAction *copyValue = menu.addAction(lineIcon(u"copy"_s), tr("Copy value"));
    copyValue->setEnabled(field.node != JsonTape::None);
    QAction *copyPath = menu.addAction(tr("Copy path"));
    QAction *copyPointer = menu.addAction(tr("Copy JSON pointer"));
    menu.addSeparator();
    const QString byValue = valueClause(*m_call, field);
    QAction *filter = menu.addAction(lineIcon(u"filter"_s), tr("Filter by value"));
    filter->setEnabled(!byValue.isEmpty());
    QAction *has = menu.addAction(tr("Filter: has this field"));
    QAction *lacks = menu.addAction(tr("Filter: lacks this field"));
    QAction *asColumn = menu.addAction(tr("Add as column"));
    asColumn->setObjectName(u"addAsColumn"_s);
    menu.addSeparator();
    if (index.siblingAtColumn(0) == m_tree->currentIndex().siblingAtColumn(0))
        m_explanation->addWays(&menu);
    QAction *spec = menu.addAction(lineIcon(u"ext"_s), tr("Documentation"));
    spec->setEnabled(!docUrl(field.doc).isEmpty());

    const QAction *chosen = menu.exec(m_tree->viewport()->mapToGlobal(position));
    if (chosen == copyValue) {
        const auto [tape, node] = m_words->valueAt(index); // of a field, or of what is inside its string
        QGuiApplication::clipboard()->setText(tape ? QString::fromUtf8(tape->string(node)) : QString());
    } else if (chosen == copyPath) {
        QGuiApplication::clipboard()->setText(pathOfPointer(field.pointer));
    } else if (chosen == copyPointer) {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(field.pointer));
    } else if (chosen == asColumn) {
        emit columnRequested(queryPath(*m_call, field));
    } else if (chosen == filter) {
        emit filterRequested(byValue);
    } else if (chosen == has || chosen == lacks) {
        emit filterRequested(presenceClause(*m_call, field, chosen == has));
    } else if (chosen == spec) {
        QDesktopServices::openUrl(QUrl(docUrl(field.doc)));
    }
}

} // namespace spectap
