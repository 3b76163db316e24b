// SPDX-License-Identifier: MIT
#include "ui/inspector/codepage.h"

#include "ui/certificate/codeline.h"
#include "ui/codehighlighter.h"
#include "ui/inspector/markwidgets.h"
#include "ui/inspector/textfinder.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPromise>
#include <QScrollBar>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qsizetype LongCall = 256 * 1024; ///< bytes; longer ones take longer than a blink

/// Bytes of what is written: of the call, and of what its batch adds.
qsizetype sizeOf(const CallView &view)
{
    qsizetype size = view.raw().size();
    if (view.batch == JsonTape::None)
        return size;
    for (const QByteArrayView name : {QByteArrayView("context"), QByteArrayView("integrations")}) {
        if (const quint32 node = view.tape->find(view.batch, name); node != JsonTape::None)
            size += view.tape->raw(node).size();
    }
    return size;
}

} // namespace

CodePage::CodePage(QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_bar = new QWidget(this);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    m_language = new QComboBox(m_bar);
    m_language->setObjectName(u"codeLanguage"_s);
    m_language->setAccessibleName(tr("SDK"));
    m_language->setToolTip(tr("The SDK to write the call for"));
    m_language->addItem(QString(), QString());
    for (const CodeSdk &sdk : codeSdks())
        m_language->addItem(QString::fromLatin1(sdk.title), QString::fromLatin1(sdk.name));
    m_language->setMinimumContentsLength(8);
    m_language->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_language->setMaximumWidth(fontMetrics().horizontalAdvance(u"JavaScript (browser), as sent"_s) + 48);
    row->addWidget(m_language, 1);
    m_corrected = addButton(tr("Corrected"), tr("As the findings want it, wherever there is no doubt"));
    m_corrected->setObjectName(u"codeCorrected"_s);
    m_corrected->setCheckable(true);
    m_setUp = addButton(tr("With set-up"), tr("A whole program that sends the call to this endpoint"));
    m_setUp->setObjectName(u"codeSetUp"_s);
    m_setUp->setCheckable(true);
    row->addStretch();
    m_copy = addButton(tr("Copy"), tr("Copy the code"));
    m_copy->setObjectName(u"codeCopy"_s);
    m_copy->setIcon(lineIcon(u"copy"_s));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    column->addWidget(m_bar);
    m_hint = new HintBar(this);
    column->addWidget(m_hint);
    m_view = new QPlainTextEdit(this);
    m_view->setObjectName(u"codeView"_s);
    m_view->setAccessibleName(tr("The call as code"));
    m_view->setReadOnly(true);
    m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_view->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTabChangesFocus(true);
    m_view->document()->setDocumentMargin(8);
    m_finder = std::make_unique<TextFinder<QPlainTextEdit>>(m_view);
    m_highlighter = new CodeHighlighter(m_view->document(), m_view);
    column->addWidget(m_view, 1);
    setLanguage({});

    connect(m_language, &QComboBox::activated, this, [this] {
        emit languageChosen(m_language->currentData().toString());
        update();
    });
    connect(m_corrected, &QToolButton::toggled, this, &CodePage::update);
    connect(m_setUp, &QToolButton::toggled, this, &CodePage::update);
    connect(m_copy, &QToolButton::clicked, this, [this] { copyFrom(m_copy, m_view->toPlainText()); });
    connect(m_hint, &HintBar::actionTriggered, this, [this] {
        m_longToo = true;
        update();
    });
    connect(&m_written, &QFutureWatcherBase::finished, this, [this] {
        if (m_written.future().resultCount() > 0)
            show(m_written.result());
    });
}

CodePage::~CodePage() = default;

FindTarget *CodePage::finder() const
{
    return m_finder.get();
}

QToolButton *CodePage::addButton(const QString &text, const QString &tip)
{
    auto *button = new QToolButton(m_bar);
    button->setText(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    m_bar->layout()->addWidget(button);
    return button;
}

void CodePage::setCall(std::shared_ptr<const CallDocument> call)
{
    m_call = std::move(call);
    m_longToo = false;
    nameOwnSdk();
    update();
}

void CodePage::setReach(const Reach &reach)
{
    if (std::exchange(m_reach, reach) != reach)
        update();
}

void CodePage::setLanguage(const QString &name)
{
    const int index = m_language->findData(name);
    m_language->setCurrentIndex(index < 0 ? 0 : index);
    nameOwnSdk();
    update();
}

/// The first choice follows the call.
void CodePage::nameOwnSdk()
{
    const CodeSdk &own = codeSdkOfLibrary(m_call ? m_call->facts.libraryName : QByteArrayView());
    m_language->setItemText(0, tr("%1, as sent", "name of an SDK").arg(QLatin1String(own.title)));
}

CodeWish CodePage::wish() const
{
    const CodeSdk *chosen = codeSdkNamed(m_language->currentData().toString());
    const CodeSdk &sdk = chosen ? *chosen : codeSdkOfLibrary(m_call->facts.libraryName);
    return {sdk.sdk, m_reach, m_setUp->isChecked(), m_corrected->isChecked()};
}

void CodePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        write();
}

void CodePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->rehighlight();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_view->setFont(monoFont(font()));
}

void CodePage::update()
{
    m_stale = true;
    if (isVisible())
        write();
}

void CodePage::write()
{
    m_stale = false;
    m_written.setFuture({}); // what is being written is no longer wanted
    if (!m_call) {
        show(QString());
        return;
    }
    const CodeWish wanted = wish();
    m_setUp->setEnabled(wanted.sdk != Sdk::Curl); // its command has all of it
    if (!m_call->view.tape) {
        show(std::nullopt);
        return;
    }
    const qsizetype size = sizeOf(m_call->view);
    if (size <= LongCall) {
        show(codeOfCall(m_call->view, m_call->stored.request.writeKey, m_call->result.findings, wanted));
        return;
    }
    show(QString());
    if (!m_longToo) {
        m_hint->setHint(
            Severity::Info, tr("This call has %1. Writing it takes a moment.").arg(longSize(size)));
        m_hint->setAction(tr("Write it"));
        return;
    }
    m_hint->setHint(Severity::Info, tr("Writing\u2026"));
    auto promise = std::make_shared<QPromise<std::optional<QString>>>();
    m_written.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, call = m_call, wanted] {
        promise->start();
        promise->addResult(codeOfCall(call->stored, call->result.findings, wanted));
        promise->finish();
    });
}

void CodePage::show(const std::optional<QString> &code)
{
    m_hint->setAction({});
    m_hint->setHint(Severity::Info,
        code ? QString() : tr("This is not JSON, so there is no call to write. Raw shows what was sent."));
    const QString text = code.value_or(QString());
    m_copy->setEnabled(!text.isEmpty());
    // Colours would take longer than the text.
    m_highlighter->setDocument(text.size() > LongCall ? nullptr : m_view->document());
    if (text == m_view->toPlainText())
        return;
    m_view->setFont(monoFont(font()));
    m_view->setPlainText(text);
    m_view->horizontalScrollBar()->setValue(0);
    emit codeChanged();
}

} // namespace spectap
